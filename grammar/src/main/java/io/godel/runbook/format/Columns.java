package io.godel.runbook.format;

import io.godel.runbook.syntax.Written.Part;
import io.godel.runbook.syntax.Written.Sentence;
import io.godel.runbook.syntax.Written.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands in columns between two blank lines: what follows the keywords of sentences, what
 * follows the keywords of metadata, and the equals signs of values without a type.
 */
final class Columns {
  private static final Set<String> SENTENCES =
      Set.of(
          "guardStatement",
          "warnStatement",
          "approveStatement",
          "doStatement",
          "verifyStatement",
          "awaitStatement",
          "yieldStatement",
          "manualStatement");

  private final Words words;
  private final List<Word> sentences = new ArrayList<>();
  private final List<Word> metadata = new ArrayList<>();
  private final List<Word> values = new ArrayList<>();

  private Columns(Words words) {
    this.words = words;
  }

  /**
   * @param blanks for each item whether a blank line stands before it
   */
  static void align(List<? extends Part> items, List<Boolean> blanks, Words words) {
    Columns columns = new Columns(words);
    for (int i = 0; i < items.size(); i++) {
      if (blanks.get(i)) {
        columns.end();
      }
      if (Layout.unwrapped(items.get(i)) instanceof Sentence item) {
        columns.add(item);
      }
    }
    columns.end();
  }

  private void add(Sentence item) {
    if (!item.rule().equals("let")) {
      end(values);
    } else if (Layout.is(item.parts().get(2), "EQ")) {
      values.add(item.parts().get(1).last());
    }
    if (SENTENCES.contains(item.rule()) && hasWordFirst(item)) {
      sentences.add(item.first());
    }
    if (item.rule().startsWith("meta")) {
      metadata.add(item.first());
    } else {
      end(metadata);
    }
  }

  private static boolean hasWordFirst(Sentence item) {
    return item.parts().get(0) instanceof Word;
  }

  private void end() {
    end(sentences);
    end(metadata);
    end(values);
  }

  private void end(List<Word> column) {
    int width = column.stream().mapToInt(word -> word.text().length()).max().orElse(0);
    column.forEach(word -> words.pad(word, width - word.text().length()));
    column.clear();
  }
}
