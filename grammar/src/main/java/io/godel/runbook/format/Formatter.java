package io.godel.runbook.format;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.syntax.Written;
import java.util.List;
import java.util.Optional;

/** Gives a text the one layout of the language; what it says stays the same, which is checked. */
public final class Formatter {
  /** In characters. */
  public static final int WIDTH = 100;

  private Formatter() {}

  public static Formatted format(SourceFile file, int width) {
    Parsed<Optional<Written>> written = Parser.written(file);
    if (written.tree().isEmpty()) {
      return new Formatted.Unreadable(written.diagnostics());
    }
    String text = Page.print(Layout.of(written.tree().get()), width);
    return text.equals(file.text()) || saysTheSame(written.tree().get().tree(), text)
        ? new Formatted.Laid(text)
        : new Formatted.Unsafe();
  }

  private static boolean saysTheSame(FileTree before, String text) {
    Parsed<FileTree> after = Parser.parse(new SourceFile(before.source().name(), text));
    return !after.hasErrors()
        && TreePrinter.print(before).equals(TreePrinter.print(after.tree()))
        && comments(before).equals(comments(after.tree()));
  }

  private static List<String> comments(FileTree tree) {
    return tree.comments().stream()
        .map(comment -> comment.text().replace("\r\n", "\n").replace('\r', '\n').stripTrailing())
        .toList();
  }
}
