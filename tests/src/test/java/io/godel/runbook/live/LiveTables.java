package io.godel.runbook.live;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the benchmark of live runs prints. */
final class LiveTables {
  private static final List<String> ACTS =
      List.of("k8s.scale", "k8s.patch", "k8s.rollout_restart", "pg.execute");

  /** Ways on which a failover is made. */
  static final String RUN = "run";

  static final String SHELL = "shell";

  /** Things that are no calls. */
  static final String WAITED = "waited";

  static final String WHOLE = "waiting aside";
  static final String PROCESSOR = "processor";

  /** The part of the plan whose looks a run makes all at once, and a script one by one. */
  static final String ASSESSMENT = "assess";

  static final String AT_ONCE = "its assessment";

  private static final Set<String> NO_CALLS = Set.of(WAITED, WHOLE, PROCESSOR, AT_ONCE);

  private LiveTables() {}

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  static void calls(Samples samples) {
    line("One call, warm, ms: medians of the rounds' medians");
    line("  bare       the client library's one request or statement");
    line("  requests   all that a run waits for of the servers, and nothing else");
    line("  memory     in a run, engine and report included, its journal where an fsync is free");
    line("  disk       the same with the journal on a disk");
    line("  process    kubectl or psql, from its start to its end");
    line("");
    line(
        "%-20s %8s %8s %8s %8s %9s  %-22s %s",
        "", "bare", "requests", "memory", "disk", "process", "memory - bare", "disk / process");
    for (String call : samples.things()) {
      if (!samples.has(call, CallProcesses.PROCESS)) {
        continue;
      }
      String same = CallsBenchmark.SAME_REQUESTS;
      line(
          "%-20s %8.2f %8.2f %8.2f %8.2f %9.2f  %-22s %s",
          call,
          samples.of(call, CallsBenchmark.BARE),
          samples.of(call, samples.has(call, same) ? same : CallsBenchmark.BARE),
          samples.of(call, CallsBenchmark.IN_MEMORY),
          samples.of(call, CallsBenchmark.ON_DISK),
          samples.of(call, CallProcesses.PROCESS),
          samples.difference(call, CallsBenchmark.IN_MEMORY, CallsBenchmark.BARE),
          samples.ratio(call, CallsBenchmark.ON_DISK, CallProcesses.PROCESS));
    }
    line("");
    line(
        "an fsync alone: %.2f ms, of which an acting call waits for two",
        samples.of(CallsBenchmark.FSYNC, CallsBenchmark.FSYNC));
    line("what a run adds to the requests of an acting call, memory - requests:");
    for (String call : ACTS) {
      line(
          "  %-20s %s ms",
          call, samples.difference(call, CallsBenchmark.IN_MEMORY, CallsBenchmark.SAME_REQUESTS));
    }
  }

  static void failover(Samples samples) {
    line("");
    line("The failover, from the start of the process to its end, ms");
    line("");
    line("%-14s %8s %8s  %s", "", RUN, SHELL, "run / shell");
    line("%-14s %8.0f %8.0f", "waited", samples.of(WAITED, RUN), samples.of(WAITED, SHELL));
    for (String what : List.of(WHOLE, PROCESSOR, AT_ONCE)) {
      line(
          "%-14s %8.0f %8.0f  %s",
          what, samples.of(what, RUN), samples.of(what, SHELL), samples.ratio(what, RUN, SHELL));
    }
    line("");
    line("%-95s %8s %8s  %s", "its calls", RUN, SHELL, "run / shell");
    for (String call : samples.things()) {
      if (samples.has(call, RUN) && !NO_CALLS.contains(call)) {
        boolean both = samples.has(call, SHELL);
        line(
            "%-95s %8.1f %8s  %s",
            call,
            samples.of(call, RUN),
            both ? String.format(Locale.ROOT, "%.1f", samples.of(call, SHELL)) : "",
            both ? samples.ratio(call, RUN, SHELL) : "");
      }
    }
  }
}
