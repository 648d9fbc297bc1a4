package io.godel.runbook.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the big table of {@code docs/undo.md}. */
final class UndoTable {
  private static final String HEAD = "| the run ends by |";
  private static final String NOT_POSSIBLE = "—";

  private UndoTable() {}

  /**
   * @param undone the steps, in the order in which they are undone
   */
  record Cell(String way, String situation, List<String> undone, Ending.Kind kind) {
    @Override
    public String toString() {
      return way + " / " + situation;
    }
  }

  static List<Cell> cells() {
    List<String> lines = lines();
    int head = 0;
    while (!lines.get(head).startsWith(HEAD)) {
      head++;
    }
    List<String> situations = columns(lines.get(head));
    List<Cell> cells = new ArrayList<>();
    for (int row = head + 2; row < lines.size() && lines.get(row).startsWith("|"); row++) {
      List<String> columns = columns(lines.get(row));
      for (int i = 1; i < columns.size(); i++) {
        if (!columns.get(i).equals(NOT_POSSIBLE)) {
          cells.add(cell(columns.get(0), situations.get(i), columns.get(i)));
        }
      }
    }
    return cells;
  }

  private static Cell cell(String way, String situation, String text) {
    String[] parts = text.split(": ", 2);
    List<String> undone = parts[0].equals("nothing") ? List.of() : List.of(parts[0].split(", "));
    return new Cell(way, situation, undone, kind(parts[1]));
  }

  private static Ending.Kind kind(String word) {
    return switch (word) {
      case "recovered" -> Ending.Kind.RECOVERED;
      case "as before" -> Ending.Kind.WORLD_AS_BEFORE;
      case "not verified" -> Ending.Kind.NOT_VERIFIED;
      case "unknown" -> Ending.Kind.UNKNOWN;
      case "stands still" -> Ending.Kind.INTERRUPTED;
      default -> throw new AssertionError("the table has no end called " + word);
    };
  }

  /** The small table of the ends: word and exit code. */
  static List<List<String>> ends() {
    return lines().stream()
        .filter(line -> line.startsWith("|"))
        .map(UndoTable::columns)
        .filter(columns -> columns.size() == 3 && columns.get(1).matches("[0-9]+"))
        .toList();
  }

  static Ending.Kind end(String word) {
    return kind(word);
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
  }

  private static List<String> lines() {
    try {
      Path file =
          Stream.of(Path.of("docs", "undo.md"), Path.of("..", "docs", "undo.md"))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
