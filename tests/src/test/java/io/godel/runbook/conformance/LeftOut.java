package io.godel.runbook.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What random plans do not try, or what of their runs is not compared, and why. */
record LeftOut(String what, String why) {
  static final List<LeftOut> ALL =
      List.of(
          new LeftOut(
              "`k8s.exec`",
              "No programs run in the pods of the simulation: it is a known difference above."),
          new LeftOut(
              "`k8s.delete_claim`",
              "It takes the evidence that a backup was restored, and no backups are behind the"
                  + " lab. `k8s.delete_copied_claim` is tried, and does the same."),
          new LeftOut(
              "`pg.fenced_by_word`",
              "It takes a person's word, and plans ask people for a yes only."),
          new LeftOut(
              "tables of users",
              "The simulated servers have the views of statistics and no tables of anybody, so that"
                  + " nothing can be written into them: `pg.execute` is tried with functions that"
                  + " act, and with statements that fail."),
          new LeftOut(
              "the types in what PostgreSQL says of a function or a value that does not fit",
              "The simulation says `function f does not exist` for `function f(integer) does not"
                  + " exist`, and `invalid input syntax` without the type. The SQLSTATE is the"
                  + " same."),
          new LeftOut(
              "a primary that the run has never seen",
              "`pg.loss_bound` knows its position from the monitor that a target's profile names."
                  + " Worlds always have one, and the plans' profile has none: they look at the"
                  + " primary first."),
          new LeftOut(
              "a lost node under a database server",
              "The lab kills a real server with its node; that it is only silent, so that nobody"
                  + " can know whether it still takes writes, is tried with single actions."),
          new LeftOut(
              "that a server is in no target profile",
              "The simulation has none and does not say so."),
          new LeftOut(
              "times, uids and the text of a saved object",
              "They are made up by whoever keeps the object. A call takes as long live as it took"
                  + " simulated, so that what happens besides happens between the same calls."),
          new LeftOut(
              "why a look failed that may be answered a little later",
              "The simulation says it at once. Live it is asked again for as long as the call may"
                  + " take, and then nobody waits for the reason."),
          new LeftOut(
              "how often a condition was looked at",
              "It is time by another name; how it ended is compared."),
          new LeftOut(
              "answers that get lost, and what the account may not do",
              "In the simulation they are faults of calls, which no backend sees. How live runs"
                  + " end with them is told in [faults.md](faults.md)."));

  /** The actions among them. */
  static Set<String> actions() {
    return ALL.stream()
        .map(LeftOut::what)
        .filter(it -> it.startsWith("`"))
        .map(it -> it.replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The part of the manual's page. */
  static String section() {
    return """

    ## Random plans

    Single answers that are alike do not make runs that are alike. So random plans of several steps, with
    guards, verifications and undo, are run by the same interpreter simulated and live, while pods crash,
    nodes are lost and somebody else changes objects; some of them on real PostgreSQL servers behind the pods,
    which crash, are taken away and promoted. What is told of both runs is compared, event by event
    with all values and reasons, and so is how the world is left. No difference is known.
    `mvn -B -P plans verify` tries many, and others each time. These are left out:

    | what | why |
    | --- | --- |
    """
        + ALL.stream()
            .map(it -> "| %s | %s |\n".formatted(it.what(), it.why()))
            .collect(Collectors.joining());
  }
}
