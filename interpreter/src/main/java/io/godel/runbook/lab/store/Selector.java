package io.godel.runbook.lab.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.simulated.kubernetes.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Selectors of labels and fields.
 *
 * <p>The forms are those of Kubernetes, <i>Labels and Selectors</i>: {@code a=b}, {@code a!=b},
 * {@code a in (b,c)}, {@code a notin (b,c)}, {@code a}, {@code !a}.
 */
public final class Selector {
  private static final String NAME = "[\\w./-]+";
  private static final Pattern SET =
      Pattern.compile("(" + NAME + ")\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUAL = Pattern.compile("(" + NAME + ")\\s*(==|=|!=)\\s*([\\w.-]*)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*(" + NAME + ")");
  private static final Pattern FIELD = Pattern.compile("([\\w.\\[\\]-]+)(==|=|!=)([^=!]*)");

  private Selector() {}

  /** Empty for a text that is no selector. */
  public static Optional<Predicate<JsonNode>> labels(String text) {
    Predicate<JsonNode> all = document -> true;
    for (String part : parts(text)) {
      Optional<Predicate<JsonNode>> one = label(part);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      all = all.and(one.get());
    }
    return Optional.of(all);
  }

  /** At commas that stand in no parentheses. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == text.length())) {
        String part = text.substring(begin, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        begin = i + 1;
      }
    }
    return parts;
  }

  private static Optional<Predicate<JsonNode>> label(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      Set<String> values =
          new TreeSet<>(Arrays.asList(set.group(3).strip().split("\\s*,\\s*", -1)));
      if (!Names.isLabel(set.group(1)) || !values.stream().allMatch(Names::isLabelValue)) {
        return Optional.empty();
      }
      boolean in = set.group(2).equals("in");
      return Optional.of(
          document -> {
            JsonNode label = value(document, set.group(1));
            return in == (label.isTextual() && values.contains(label.asText()));
          });
    }
    Matcher equal = EQUAL.matcher(part);
    if (equal.matches()) {
      if (!Names.isLabel(equal.group(1)) || !Names.isLabelValue(equal.group(3))) {
        return Optional.empty();
      }
      boolean positive = !equal.group(2).equals("!=");
      return Optional.of(
          document -> {
            JsonNode label = value(document, equal.group(1));
            return positive == (label.isTextual() && label.asText().equals(equal.group(3)));
          });
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches() && Names.isLabel(exists.group(2))) {
      boolean there = exists.group(1).isEmpty();
      return Optional.of(document -> there == value(document, exists.group(2)).isTextual());
    }
    return Optional.empty();
  }

  private static JsonNode value(JsonNode document, String label) {
    return document.at("/metadata/labels").path(label);
  }

  /** Empty for a text that is no selector of fields. */
  public static Optional<Predicate<JsonNode>> fields(String text) {
    Predicate<JsonNode> all = document -> true;
    for (String part : parts(text)) {
      Matcher matcher = FIELD.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      boolean positive = !matcher.group(2).equals("!=");
      Function<JsonNode, String> field = field(matcher.group(1));
      all = all.and(document -> positive == field.apply(document).equals(matcher.group(3)));
    }
    return Optional.of(all);
  }

  private static Function<JsonNode, String> field(String path) {
    String pointer = "/" + path.replace('.', '/');
    return document -> document.at(pointer).asText("");
  }
}
