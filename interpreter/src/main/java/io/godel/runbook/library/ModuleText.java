package io.godel.runbook.library;

import io.godel.runbook.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of a shipped module, cut into its declarations without reading them.
 *
 * <p>The shipped modules are formatted, which a test holds: a declaration begins on a line that is
 * indented once, and what follows it up to the next such line belongs to it. What is said about it
 * in comments is left out.
 *
 * @param head what stands before the first declaration
 */
record ModuleText(String name, SourceFile source, String head, List<Item> items) {
  private static final String INDENT = "  ";
  private static final String COMMENT = "//";
  private static final String END = "}";
  private static final Set<String> BEGINNINGS =
      Set.of("type", "record", "enum", "evidence", "native", "action");

  /** A declaration as it is written, from its first line to the next declaration. */
  record Item(String name, String text) {}

  static ModuleText of(String module) {
    SourceFile source = StandardLibrary.source(module);
    List<Item> items = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String head = "";
    String name = "";
    for (String line : source.text().split("\n")) {
      if (line.startsWith(INDENT) && BEGINNINGS.contains(wordAt(line, INDENT.length()))) {
        if (name.isEmpty()) {
          head = text.toString();
        } else {
          items.add(new Item(name, text.toString()));
        }
        text.setLength(0);
        name = declared(line, INDENT.length());
      }
      if (!line.equals(END) && !line.stripLeading().startsWith(COMMENT)) {
        text.append(line).append('\n');
      }
    }
    items.add(new Item(name, text.toString()));
    return new ModuleText(module, source, head, List.copyOf(items));
  }

  /** The name behind the keywords {@code native action}, {@code record} and so on. */
  private static String declared(String text, int at) {
    String word = wordAt(text, at);
    int next = at + word.length() + 1;
    return word.equals("native") ? declared(text, next) : wordAt(text, next);
  }

  /**
   * The module with these declarations alone; they stand elsewhere than in the whole text.
   *
   * @param wanted qualified names
   */
  SourceFile only(Set<String> wanted) {
    StringBuilder text = new StringBuilder(head);
    for (Item item : items) {
      if (wanted.contains(qualified(item))) {
        text.append(item.text());
      }
    }
    return new SourceFile(source.name(), text.append(END).toString());
  }

  String qualified(Item item) {
    return name + "." + item.name();
  }

  /** All words in a text that could be names, those in its comments and strings too. */
  static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    int at = 0;
    while (at < text.length()) {
      String word = wordAt(text, at);
      if (!word.isEmpty()) {
        words.add(word);
      }
      at += word.length() + 1;
    }
    return words;
  }

  private static String wordAt(String text, int from) {
    int end = from;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  private static boolean isWordPart(char character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || character == '_';
  }
}
