package io.godel.runbook.lint.policy;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.lint.Configuration;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.RuleSource;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the program and those of the house. */
public final class Policies implements RuleSource {
  private final List<Rule> standard;
  private final Map<List<Path>, List<Rule>> read = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  public Policies(List<Rule> standard) {
    this.standard = List.copyOf(standard);
  }

  @Override
  public synchronized List<Rule> rules(Configuration configuration) {
    return read.computeIfAbsent(configuration.policies(), this::with);
  }

  private List<Rule> with(List<Path> modules) {
    if (modules.isEmpty()) {
      return standard;
    }
    List<Rule> rules = new ArrayList<>(standard);
    Parsed<Optional<Project.OwnModules>> own = Project.modules(modules);
    diagnostics.addAll(own.diagnostics());
    own.tree().ifPresent(it -> rules.addAll(policies(it)));
    return List.copyOf(rules);
  }

  private List<Rule> policies(Project.OwnModules own) {
    Library library = own.library();
    List<Rule> policies = new ArrayList<>();
    for (Action action : library.actions().values()) {
      Optional<Policy.About> about = Policy.About.of(action);
      if (!own.names().contains(action.module()) || about.isEmpty()) {
        continue;
      }
      if (action.effect() == Effect.PURE && action.form() == Action.Form.VALUE) {
        policies.add(new Policy(action, about.get(), library));
      } else {
        diagnostics.add(
            Diagnostic.error(
                Code.ACTS_IN_READING_PLACE,
                action.span(),
                "a policy looks at a text alone, and not at the world"));
      }
    }
    policies.sort(Comparator.comparing(Rule::id));
    return policies;
  }

  /** What is wrong with the modules that were read so far. */
  public synchronized List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }
}
