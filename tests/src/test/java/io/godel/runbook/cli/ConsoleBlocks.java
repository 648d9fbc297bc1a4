package io.godel.runbook.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The commands of a page with their output: fenced blocks of the kind {@code console}, in which a
 * line that begins with a dollar sign is a command, and the lines up to the next one its output.
 */
final class ConsoleBlocks {
  private static final String FENCE = "```";
  private static final String OPEN = FENCE + "console";
  private static final String PROMPT = "$ ";
  private static final String PROGRAM = "./runbook";

  private ConsoleBlocks() {}

  /** A command of a page. */
  record Command(String line, String output) {}

  static List<Command> in(String page) {
    List<Command> commands = new ArrayList<>();
    StringBuilder output = new StringBuilder();
    String command = null;
    boolean inside = false;
    for (String line : page.split("\n", -1)) {
      boolean fence = line.startsWith(FENCE);
      if (inside && (fence || line.startsWith(PROMPT))) {
        if (command != null) {
          commands.add(new Command(command, output.toString()));
        }
        output.setLength(0);
        command = null;
      }
      if (fence) {
        inside = line.equals(OPEN);
      } else if (inside && line.startsWith(PROMPT)) {
        command = line.substring(PROMPT.length());
      } else if (inside) {
        output.append(line).append('\n');
      }
    }
    return commands;
  }

  /** Of an output that ends with this line only the beginning is shown. */
  private static final String REST = "…\n";

  /** What the page has to show of an output: all of it, or as many lines as it shows now. */
  static String shown(Command command, String output) {
    if (!command.output().endsWith(REST)) {
      return output;
    }
    long lines = command.output().lines().count() - 1;
    return output.lines().limit(lines).map(line -> line + "\n").collect(Collectors.joining())
        + REST;
  }

  static boolean isOurs(Command command) {
    return command.line().startsWith(PROGRAM + " ");
  }

  /** What a terminal shows of it, both streams in their order, without blanks at line ends. */
  static String run(Command command) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);
    RunbookCommand.execute(
        new Console(stream, stream, false, Map.of()),
        words(command.line().substring(PROGRAM.length())).toArray(String[]::new));
    return both.toString(StandardCharsets.UTF_8).replaceAll("(?m) +$", "");
  }

  /** As a shell splits words, with quotes and without anything else. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int at = 0; at < line.length(); at++) {
      char next = line.charAt(at);
      if (next == '"') {
        quoted = !quoted;
        any = true;
      } else if (next == ' ' && !quoted) {
        if (any || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(next);
      }
    }
    if (any || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** The page with the output of every command as it is now. */
  static String rewritten(String page) {
    String result = page;
    for (Command command : in(page)) {
      if (isOurs(command)) {
        String old = PROMPT + command.line() + "\n" + command.output();
        result = result.replace(old, PROMPT + command.line() + "\n" + shown(command, run(command)));
      }
    }
    return result;
  }
}
