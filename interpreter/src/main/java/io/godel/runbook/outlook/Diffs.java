package io.godel.runbook.outlook;

/** What acting calls would change, from who asked the servers about them. */
@FunctionalInterface
public interface Diffs {
  /**
   * What the call of that id would change, line by line; empty where that is not known.
   *
   * @param call the id of a call that has been answered
   */
  String of(String call);
}
