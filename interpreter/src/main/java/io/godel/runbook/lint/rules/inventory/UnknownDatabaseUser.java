package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A login that nobody has made is refused, mostly after what cannot be taken back. */
final class UnknownDatabaseUser extends InventoryRule {
  UnknownDatabaseUser() {
    super("L0708", Severity.WARNING, "a database has no such user or database");
  }

  private static final Map<String, String> OPTIONS =
      Map.of(
          "-U",
          "POSTGRES_USER",
          "--username",
          "POSTGRES_USER",
          "-d",
          "POSTGRES_DB",
          "--dbname",
          "POSTGRES_DB");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      if (Spoken.is(call, "k8s.exec")) {
        spoken
            .thing(call, "pod")
            .flatMap(it -> Kinds.workload(it.handle(), inventory))
            .ifPresent(
                workload -> check(Commands.of(spoken, call, subject.known()), workload, findings));
      }
    }
  }

  private void check(List<Commands.Word> words, WorkloadObject workload, Findings findings) {
    for (int i = 0; i < words.size(); i++) {
      String[] option = words.get(i).text().split("=", 2);
      Optional<String> variable = Optional.ofNullable(OPTIONS.get(option[0]));
      Optional<Commands.Word> said =
          option.length == 2
              ? Optional.of(new Commands.Word(option[1], words.get(i).span()))
              : i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
      if (variable.isPresent() && said.isPresent()) {
        check(variable.get(), said.get(), workload, findings);
      }
    }
  }

  private void check(
      String variable, Commands.Word said, WorkloadObject workload, Findings findings) {
    Set<String> known =
        workload.containers().stream()
            .flatMap(it -> Optional.ofNullable(it.variables().get(variable)).stream())
            .collect(Collectors.toSet());
    if (!known.isEmpty() && !known.contains(said.text())) {
      findings.add(
          Near.help(
              at(said.span(), "`" + said.text() + "` is not what the manifest calls " + variable),
              said.text(),
              known));
    }
  }
}
