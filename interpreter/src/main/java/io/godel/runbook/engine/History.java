package io.godel.runbook.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a journal says of a run: enough to make the run again.
 *
 * @param plan the hash of the plan that it was begun with
 * @param inputs all that reached it, in order
 * @param started the ids of the acting calls that were to be carried out next, or were
 * @param records so many records the journal has
 */
public record History(String plan, List<Input> inputs, Set<String> started, long records) {
  public History {
    inputs = List.copyOf(inputs);
    started = Collections.unmodifiableSet(new TreeSet<>(started));
  }

  /**
   * @throws IllegalArgumentException when the first record does not say what is run
   */
  public static History of(List<Journal.Record> records) {
    if (records.isEmpty() || !(records.get(0) instanceof Journal.Opened opened)) {
      throw new IllegalArgumentException("the journal does not say of what plan it is");
    }
    List<Input> inputs = new ArrayList<>();
    Set<String> started = new TreeSet<>();
    for (Journal.Record record : records) {
      if (record instanceof Journal.Received received) {
        inputs.add(received.input());
      } else if (record instanceof Journal.Issued issued
          && issued.command() instanceof Command.Invoke invoke) {
        started.add(invoke.call().id());
      }
    }
    return new History(opened.plan(), inputs, started, records.size());
  }
}
