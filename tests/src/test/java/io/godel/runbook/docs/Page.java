package io.godel.runbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A page of the documentation, with what tests compare with the program: examples and tables. */
public record Page(String text) {
  private static final String FENCE = "```";
  private static final String LANGUAGE = FENCE + "runbook";

  /**
   * A piece of a runbook that stands on the page.
   *
   * @param line where it begins
   * @param kind the words behind the language: what has to be true of it
   */
  public record Example(int line, List<String> kind, String text) {
    public Example {
      kind = List.copyOf(kind);
    }

    /** The word that follows another one; empty for none. */
    String after(String word) {
      int at = kind.indexOf(word);
      return at >= 0 && at + 1 < kind.size() ? kind.get(at + 1) : "";
    }
  }

  public static Page of(String name) {
    return new Page(read(path(name)));
  }

  static Path path(String name) {
    return Path.of("docs", name);
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(LANGUAGE)) {
        int begin = i + 1;
        List<String> kind = words(lines.get(i).substring(LANGUAGE.length()));
        while (!lines.get(++i).equals(FENCE)) {}
        examples.add(
            new Example(begin + 1, kind, String.join("\n", lines.subList(begin, i)) + "\n"));
      }
    }
    return examples;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
  }

  /** The rows of the table whose first row begins with these cells, without the marks of code. */
  public List<List<String>> table(String... header) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      List<String> cells = line.startsWith("|") ? cells(line) : List.of();
      if (inside && cells.isEmpty()) {
        return rows;
      }
      if (inside && !cells.get(0).startsWith("---")) {
        rows.add(cells);
      }
      inside |= begins(cells, header);
    }
    if (!inside) {
      throw new AssertionError("there is no table " + Arrays.toString(header));
    }
    return rows;
  }

  private static boolean begins(List<String> cells, String... header) {
    return cells.size() >= header.length && cells.subList(0, header.length).equals(List.of(header));
  }

  /** The first row of the table that {@link #table} gives the rest of. */
  public List<String> header(String... header) {
    return text.lines()
        .filter(line -> line.startsWith("|"))
        .map(Page::cells)
        .filter(cells -> begins(cells, header))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> cells(String line) {
    String inner = line.strip().substring(1, line.strip().length() - 1);
    return Arrays.stream(inner.split("(?<!\\\\)\\|"))
        .map(cell -> cell.replace("`", "").replace("\\|", "|").strip())
        .toList();
  }
}
