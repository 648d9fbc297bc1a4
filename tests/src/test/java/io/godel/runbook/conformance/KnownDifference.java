package io.godel.runbook.conformance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question to which the simulated backend gives another answer than the live one, and why that
 * stays so.
 */
record KnownDifference(String question, String simulated, String live, String reason) {
  private static final String NO_PROGRAMS =
      "In the simulation no programs run in pods: what a command would do is not known to it. Use"
          + " an action that says what is meant.";

  static final List<KnownDifference> OF_THE_CLUSTER =
      List.of(
          new KnownDifference(
              "programs: k8s.exec pod=Pod(StatefulSet(db)-0) command=[\"true\"]",
              "not_modelled, for good",
              "done ExecResult{exit_code=0, stderr=\"\", stdout=\"\"}",
              NO_PROGRAMS),
          new KnownDifference(
              "programs: k8s.exec pod=Pod(StatefulSet(db)-0) command=[\"no-such-program\"]",
              "not_modelled, for good",
              "no_program, for good",
              NO_PROGRAMS),
          new KnownDifference(
              "programs: k8s.exec pod=Pod(StatefulSet(db)-0) command=[\"\"]",
              "not_modelled, for good",
              "no_program, for good",
              NO_PROGRAMS));

  static final List<KnownDifference> OF_THE_APPLICATION = List.of();

  static final List<KnownDifference> OF_BACKUPS =
      List.of(
          new KnownDifference(
              "verifying: backup.verify store=nightly backup=good.dump",
              "done backup.Verified about nightly by [age, backup, read]",
              "done backup.Verified about nightly by [age, backup, checksum, read, rows, tables]",
              "A simulated dump has no bytes, tables or rows: its evidence tells of none."));

  private static final String NOT_SENT =
      "A live call says at the login that nobody answers, and has sent nothing. The simulation takes"
          + " silence at its worst: the answer to the call itself may be what is lost.";

  static final List<KnownDifference> OF_REDIS =
      Stream.of(
              "redis.unlink pattern=\"dead:1\" at_most=1",
              "redis.set name=\"maxmemory-policy\" value=\"noeviction\"",
              "redis.set_max_memory to=1073741824B",
              "redis.rewrite_append_only_file seen=0")
          .map(
              it ->
                  new KnownDifference(
                      "it is silent: " + it, "unknown", "unreachable, for now", NOT_SENT))
          .toList();

  private static final String HEAD =
      """
      # Known differences

      The native actions of the modules `k8s`, `net`, `http`, `prom`, `redis` and `backup` are asked the same questions in the same situations,
      once of the simulated backend and once of the live one. A test compares the answers, their types, the codes of refusals and
      whether they pass. What is different, and stays so, is written here, by the test.

      | what | live | situations |
      | --- | --- | --- |
      | `k8s`, `net`, `http`, `prom` | over HTTPS on the [lab](lab.md) | all is well, nothing is allowed, nothing is measured, pods come, go and crash, a rollout goes on, a node is lost, and so on |
      | `pg` | a primary and a replica | all is well, the primary is silent, awake again, stopped; the replica is promoted. Nothing is different |
      | `redis` | a server | its keys are looked at and removed, its settings changed, no memory is left, its file is written anew or takes nothing, it is stopped, silent, still reads its keys |
      | `backup` | dumps, databases and `pg_restore` | dumps are whole, torn, gone, or another file; databases are empty, used, not there, or being filled |

      A webhook is all that `notify` has, and a world has none: nothing is compared there.

      | question | simulated | live | why |
      | --- | --- | --- | --- |
      """;

  /** The page of the manual. */
  static String page() {
    return HEAD
        + Stream.of(OF_THE_CLUSTER, OF_THE_APPLICATION, OF_REDIS, OF_BACKUPS)
            .flatMap(List::stream)
            .map(
                it ->
                    "| %s | %s | %s | %s |\n"
                        .formatted(it.question(), it.simulated(), it.live(), it.reason()))
            .collect(Collectors.joining())
        + LeftOut.section();
  }
}
