package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Variable;
import java.util.Optional;

/** Parameters are shown in plans, journals and reports; only what is a secret is not. */
final class ParameterNotSecret extends Rule {
  ParameterNotSecret() {
    super("L0508", Severity.ERROR, "a parameter takes a secret as a plain text");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      Optional<Variable> variable = subject.runbook().facts().findVariable(param);
      if (SecretNames.says(param.name().text())
          && variable.filter(it -> it.type() == Type.Primitive.STRING).isPresent()) {
        findings.add(
            at(
                    param.type().span(),
                    "`" + param.name() + "` will stand in the plan, the journal and the report")
                .help("write `Secret<String>`: then it is never shown"));
      }
    }
  }
}
