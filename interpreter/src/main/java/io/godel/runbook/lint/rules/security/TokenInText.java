package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What has the form of a key most often is one, and opens something. */
final class TokenInText extends Rule {
  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"),
          Pattern.compile("\\bgithub_pat_[A-Za-z0-9_]{22,}\\b"),
          Pattern.compile("\\bglpat-[-A-Za-z0-9_]{20,}"),
          Pattern.compile("\\bxox[abeprs]-[-A-Za-z0-9]{10,}"),
          Pattern.compile("hooks\\.slack\\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+"),
          Pattern.compile("\\bAIza[-0-9A-Za-z_]{35}"),
          Pattern.compile("\\b[rs]k_live_[0-9a-zA-Z]{20,}"),
          Pattern.compile("\\bnpm_[A-Za-z0-9]{36}\\b"),
          Pattern.compile("\\beyJ[-A-Za-z0-9_]{10,}\\.eyJ[-A-Za-z0-9_]{10,}\\.[-A-Za-z0-9_]*"));

  /** What all of them and the dense ones need, without a blank; few texts have it. */
  private static final int SHORTEST = 15;

  /** As long as the keys of most services are at least; a sum in hexadecimal has no capitals. */
  private static final Pattern DENSE =
      Pattern.compile(
          "(?<![-A-Za-z0-9_+=/])"
              + "(?=[^\\s]*[a-z])(?=[^\\s]*[A-Z])(?=[^\\s]*[0-9])[A-Za-z0-9_+=]{32,}"
              + "(?![-A-Za-z0-9_+=/])");

  /** In bits for each character: English words stay below, keys above. */
  private static final double DENSITY_MIN = 4.2;

  TokenInText() {
    super("L0502", Severity.ERROR, "a text has the form of a key or a token");
  }

  @Override
  public boolean isOfSecret() {
    return true;
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Words words : Words.of(subject)) {
      if (hasLongWord(words.text()) && isKey(words.text())) {
        findings.add(
            at(words.span(), "this has the form of a key, and a key in a text is known")
                .help("take a `param NAME: Secret<String>`, and have the key replaced"));
      }
    }
  }

  private static boolean isKey(String text) {
    return SHAPES.stream().anyMatch(shape -> shape.matcher(text).find()) || isDense(text);
  }

  private static boolean hasLongWord(String text) {
    int length = 0;
    for (int i = 0; i < text.length() && length < SHORTEST; i++) {
      length = Character.isWhitespace(text.charAt(i)) ? 0 : length + 1;
    }
    return length == SHORTEST;
  }

  private static boolean isDense(String text) {
    Matcher matcher = DENSE.matcher(text);
    while (matcher.find()) {
      if (density(matcher.group()) >= DENSITY_MIN) {
        return true;
      }
    }
    return false;
  }

  /** How little one character says about the next: Shannon's entropy of the single characters. */
  private static double density(String word) {
    Map<Integer, Long> counts =
        word.chars().boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    return counts.values().stream()
        .mapToDouble(count -> (double) count / word.length())
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }
}
