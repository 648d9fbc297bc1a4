package io.godel.runbook.types;

import java.util.List;

/**
 * Reads a statement of SQL; the grammar module does not know the parser behind it.
 *
 * <p>An implementation must answer for any text, in bounded time.
 */
public interface SqlReader {

  /**
   * @param statement the text with a question mark for each bound parameter
   */
  Reading read(String statement);

  /** What a statement is. */
  sealed interface Reading {}

  /**
   * @param query whether it only asks (a SELECT, VALUES, SHOW or EXPLAIN without writing parts)
   * @param columns the names of the result's columns; {@code *} for those that cannot be listed
   * @param functions the names of all functions that it calls, in lower case
   */
  record Statement(boolean query, List<String> columns, List<String> functions) implements Reading {
    public Statement {
      columns = List.copyOf(columns);
      functions = List.copyOf(functions);
    }
  }

  /**
   * @param line from 1, in the statement; 0 where the parser does not say
   */
  record Unreadable(String reason, int line, int column) implements Reading {}
}
