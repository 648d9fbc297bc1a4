package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Adds to a finding what was probably meant. */
final class Near {
  /** More than these say nothing. */
  private static final int SHOWN_MAX = 8;

  private Near() {}

  static Diagnostic help(Diagnostic finding, String name, Collection<String> known) {
    Optional<String> near = Suggestion.nearest(name, known).or(() -> byWords(name, known));
    if (near.isPresent()) {
      return finding.help("did you mean `" + near.get() + "`?");
    }
    return known.isEmpty() || known.size() > SHOWN_MAX
        ? finding
        : finding.help("there is " + String.join(", ", new TreeSet<>(known)));
  }

  /** The one that has the most words in common: two at least. */
  private static Optional<String> byWords(String name, Collection<String> known) {
    Set<String> words = words(name);
    return known.stream()
        .filter(it -> common(words, it) > 1)
        .max(
            Comparator.comparingLong((String it) -> common(words, it))
                .thenComparing(it -> -it.length())
                .thenComparing(Comparator.reverseOrder()));
  }

  private static long common(Set<String> words, String other) {
    return words(other).stream().filter(words::contains).count();
  }

  /** Of a name in any of the usual spellings. */
  private static Set<String> words(String name) {
    Set<String> words = new HashSet<>();
    for (String word : name.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
