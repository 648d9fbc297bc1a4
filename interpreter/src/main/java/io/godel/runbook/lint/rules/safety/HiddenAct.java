package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a program does is not in the plan: no evidence, no limit, no probe and no way back. */
final class HiddenAct extends Rule {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "busybox");

  private static final Map<String, String> PROGRAMS =
      Map.ofEntries(
          Map.entry("kubectl", "an action of `k8s`"),
          Map.entry("helm", "an action of `k8s`"),
          Map.entry("psql", "`pg.query` or `pg.execute`"),
          Map.entry("pg_ctl", "`pg.promote`"),
          Map.entry("pg_ctlcluster", "`pg.promote`"),
          Map.entry("pg_restore", "`backup.restore`, with `backup.verify` before it"),
          Map.entry("dropdb", "a step with an approval and a verified backup"),
          Map.entry("redis-cli", "an action of `redis`"),
          Map.entry("rm", "a step with an approval, or `manual`"),
          Map.entry("curl", "`http.get`, `net.reaches` or `prom.scrape`"),
          Map.entry("wget", "`http.get`, `net.reaches` or `prom.scrape`"),
          Map.entry("nc", "`net.reaches`"),
          Map.entry("ncat", "`net.reaches`"),
          Map.entry("sleep", "`await` with a condition"));

  HiddenAct() {
    super(
        "L0112",
        Severity.WARNING,
        "a program is run in a pod that does what an action would do, unseen");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(it -> it.call().filter(call -> call.is("k8s.exec")).isPresent())
        .forEach(it -> check(it, subject.known(), findings));
  }

  private void check(Moment moment, Known known, Findings findings) {
    Optional<Term> command = moment.call().orElseThrow().argument("command");
    if (!(command.map(known::unfolded).orElse(null) instanceof Term.ListOf list)
        || list.elements().isEmpty()
        || !(known.value(list.elements().get(0)).orElse(null) instanceof Value.Str first)) {
      return;
    }
    String program = first.value().substring(first.value().lastIndexOf('/') + 1);
    if (SHELLS.contains(program)) {
      findings.add(
          at(moment.place(), "a shell runs here: what it does can be anything")
              .help("run the program itself, with its arguments as a list"));
    } else if (PROGRAMS.containsKey(program)) {
      findings.add(
          at(moment.place(), "what `" + program + "` does here stands in no plan")
              .help("use " + PROGRAMS.get(program)));
    }
  }
}
