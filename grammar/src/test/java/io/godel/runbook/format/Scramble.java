package io.godel.runbook.format;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.syntax.Written;
import io.godel.runbook.syntax.Written.Note;
import io.godel.runbook.syntax.Written.NoteKind;
import io.godel.runbook.syntax.Written.Word;
import java.util.List;
import java.util.Random;

/** Writes a text anew with other spaces, line ends and comments between its words. */
final class Scramble {
  private static final List<String> SPACES =
      List.of(" ", "  ", "\t", "\n", "\r\n", "   \n", "\f ", "\n\n", "\n\n\n\n  ", " \r\n\r\n ");

  /** The first so many of them leave no line empty. */
  private static final int WITHOUT_BLANK_LINE = 7;

  private static final List<String> COMMENTS =
      List.of("// line %d", "/* block %d */", "/* two\n   lines %d */", "/// doc %d", "/**/");

  private final Random random;
  private final int commentsPerHundred;
  private final int spaces;
  private int comments;

  private Scramble(Random random, int commentsPerHundred, int spaces) {
    this.random = random;
    this.commentsPerHundred = commentsPerHundred;
    this.spaces = spaces;
  }

  /** Without any blank line. */
  static String closely(String text, Random random) {
    return new Scramble(random, 0, WITHOUT_BLANK_LINE).written(text);
  }

  /** The comments that are there stay, and others come between any two words. */
  static String of(String text, Random random, int commentsPerHundred) {
    return new Scramble(random, commentsPerHundred, SPACES.size()).written(text);
  }

  private String written(String text) {
    Written written = Parser.written(new SourceFile("text", text)).tree().orElseThrow();
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    for (Word word : written.words()) {
      between(word, out);
      out.append(word.text());
    }
    return out.toString();
  }

  private void between(Word word, StringBuilder out) {
    if (word.index() > 0) {
      out.append(space());
    }
    for (Note note : word.notes()) {
      out.append(space()).append(note.text());
      out.append(note.kind() == NoteKind.BLOCK ? space() : "\n");
    }
    while (random.nextInt(100) < commentsPerHundred) {
      String comment = COMMENTS.get(random.nextInt(COMMENTS.size())).formatted(comments++);
      out.append(space()).append(comment);
      out.append(comment.startsWith("//") ? "\n" : space());
    }
  }

  private String space() {
    return SPACES.get(random.nextInt(spaces));
  }

  static List<String> comments(String text) {
    FileTree tree = Parser.parse(new SourceFile("text", text)).tree();
    return tree.comments().stream()
        .map(comment -> comment.text().replace("\r\n", "\n").stripTrailing())
        .toList();
  }
}
