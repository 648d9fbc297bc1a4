package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A name that is in no manifest is misspelt, or of something that is not there everywhere. A
 * runbook that asks whether it exists knows that.
 */
final class UnknownObject extends Rule {
  UnknownObject() {
    super("L0702", Severity.ERROR, "an object is in no manifest");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    if (subject.inventory().isEmpty()) {
      return;
    }
    Inventory inventory = subject.inventory().get();
    Spoken spoken = Spoken.of(subject);
    Set<Value.Handle> asked = asked(spoken, subject.known());
    for (Spoken.Mention mention : spoken.mentions()) {
      Optional<String> kind = Kinds.of(mention.handle());
      if (kind.isPresent()
          && !asked.contains(mention.handle())
          && mention.name().isPresent()
          && mention.namespace().filter(inventory.namespaces()::contains).isPresent()) {
        check(mention, kind.get(), inventory, findings);
      }
    }
  }

  /** What the runbook itself asks for whether it is there. */
  private static Set<Value.Handle> asked(Spoken spoken, Known known) {
    Set<Value.Handle> asked = new HashSet<>();
    for (Term.Invoke call : spoken.calls()) {
      if (Spoken.is(call, "k8s.exists")) {
        known.handle(call.arguments().get(0)).ifPresent(asked::add);
      }
    }
    return asked;
  }

  private void check(Spoken.Mention mention, String kind, Inventory inventory, Findings findings) {
    String name = mention.name().orElseThrow();
    Set<String> known = names(kind, mention.namespace().orElseThrow(), inventory);
    if (!known.isEmpty() && !known.contains(name)) {
      findings.add(
          Near.help(
                  at(mention.span(), "no manifest has a " + kind + " `" + name + "`"), name, known)
              .help("where it is not there everywhere, ask for it: `k8s.exists(…)`"));
    }
  }

  private static Set<String> names(String kind, String namespace, Inventory inventory) {
    return kind.equals("PersistentVolumeClaim")
        ? inventory.claims(namespace)
        : inventory.of(kind, namespace).map(KubernetesObject::name).collect(Collectors.toSet());
  }
}
