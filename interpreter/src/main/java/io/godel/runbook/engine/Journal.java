package io.godel.runbook.engine;

/**
 * The memory of a run: every input, in order, and every call before it starts.
 *
 * <p>A record that {@code append} has returned from survives the end of the process, for journals
 * that live on disk.
 */
public interface Journal {

  /**
   * @throws JournalException when the record could not be kept; the run must not go on
   */
  void append(Record record);

  /** Something that a journal keeps. */
  sealed interface Record {
    /** The place in the journal, from 0. */
    long sequence();
  }

  /**
   * The first record: what is run. A run goes on with the very plan that it was begun with.
   *
   * @param plan the hash of the plan
   */
  record Opened(long sequence, String runbook, String plan) implements Record {}

  /** An input, written before the engine sees it. */
  record Received(long sequence, Input input) implements Record {}

  /** A command, written before it is carried out. */
  record Issued(long sequence, Command command) implements Record {}
}
