package io.godel.runbook.yaml;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.source.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapping of a YAML file, read key by key; what is wrong with it is collected.
 *
 * <p>A value that is missing or wrong reads as its default, so that one mistake is one message.
 */
public final class Section {
  private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("([0-9]+)(B|KiB|MiB|GiB|TiB)?");
  private static final List<String> BYTE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private final Map<String, YamlTree.Entry> entries;
  private final Span span;
  private final List<Diagnostic> diagnostics;

  private Section(Map<String, YamlTree.Entry> entries, Span span, List<Diagnostic> diagnostics) {
    this.entries = entries;
    this.span = span;
    this.diagnostics = diagnostics;
  }

  /**
   * @param keys all that may stand in it
   * @param diagnostics where everything that is wrong is added
   */
  public static Section of(YamlTree tree, List<String> keys, List<Diagnostic> diagnostics) {
    if (!(tree instanceof YamlTree.Mapping mapping)) {
      wrong(diagnostics, tree, "a mapping");
      return new Section(Map.of(), tree.span(), diagnostics);
    }
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!keys.contains(key)) {
                Diagnostic unknown =
                    Diagnostic.error(
                        Code.WORLD_UNKNOWN_KEY, entry.key(), "`" + key + "` is no key here");
                diagnostics.add(
                    Suggestion.nearest(key, keys)
                        .map(near -> unknown.help("did you mean `" + near + "`?"))
                        .orElse(unknown)
                        .help("the keys here are " + String.join(", ", keys)));
              }
            });
    return new Section(mapping.entries(), mapping.span(), diagnostics);
  }

  /** A mapping whose keys are names that the author chose. */
  public static Map<String, YamlTree> named(YamlTree tree, List<Diagnostic> diagnostics) {
    Map<String, YamlTree> result = new LinkedHashMap<>();
    if (tree instanceof YamlTree.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> result.put(key, entry.value()));
    } else {
      wrong(diagnostics, tree, "a mapping");
    }
    return result;
  }

  public Span span() {
    return span;
  }

  public Optional<YamlTree> tree(String key) {
    return Optional.ofNullable(entries.get(key)).map(YamlTree.Entry::value);
  }

  public Optional<Section> section(String key, List<String> keys) {
    return tree(key).map(tree -> of(tree, keys, diagnostics));
  }

  public Map<String, YamlTree> named(String key) {
    return tree(key).map(tree -> named(tree, diagnostics)).orElse(Map.of());
  }

  public List<YamlTree> list(String key) {
    Optional<YamlTree> tree = tree(key);
    if (tree.isEmpty()) {
      return List.of();
    }
    if (tree.get() instanceof YamlTree.Sequence sequence) {
      return sequence.elements();
    }
    wrong(diagnostics, tree.get(), "a list");
    return List.of();
  }

  public List<Section> sections(String key, List<String> keys) {
    List<Section> result = new ArrayList<>();
    list(key).forEach(tree -> result.add(of(tree, keys, diagnostics)));
    return result;
  }

  public List<String> strings(String key) {
    List<String> result = new ArrayList<>();
    list(key).forEach(tree -> scalar(tree, Optional::of, "a string").ifPresent(result::add));
    return result;
  }

  public Optional<String> string(String key) {
    return value(key, Optional::of, "a string");
  }

  public String string(String key, String standard) {
    return string(key).orElse(standard);
  }

  /** Texts by names that the author chose. */
  public Map<String, String> texts(String key) {
    return tree(key).map(tree -> texts(tree, diagnostics)).orElse(Map.of());
  }

  /** A mapping of texts by names that the author chose. */
  public static Map<String, String> texts(YamlTree tree, List<Diagnostic> diagnostics) {
    Map<String, String> result = new LinkedHashMap<>();
    List<String> names = List.copyOf(named(tree, new ArrayList<>()).keySet());
    Section section = of(tree, names, diagnostics);
    names.forEach(name -> result.put(name, section.string(name, "")));
    return result;
  }

  /**
   * Reports a name that stands there and that nothing has.
   *
   * @param what is called so, for the message
   */
  public void known(String key, String what, Collection<String> names) {
    tree(key).ifPresent(tree -> known(tree, what, names));
  }

  /** Like {@link #known}, for each of a list of names. */
  public void knownEach(String key, String what, Collection<String> names) {
    if (tree(key).orElse(null) instanceof YamlTree.Sequence list) {
      list.elements().forEach(tree -> known(tree, what, names));
    }
  }

  private void known(YamlTree tree, String what, Collection<String> names) {
    if (tree instanceof YamlTree.Scalar name && !names.contains(name.text())) {
      Diagnostic unknown =
          Diagnostic.error(
              Code.WORLD_WRONG_VALUE,
              tree.span(),
              "this world has no %s `%s`".formatted(what, name.text()));
      Optional<String> help =
          Suggestion.nearest(name.text(), names)
              .map(near -> "did you mean `" + near + "`?")
              .or(() -> Optional.of("there is " + String.join(", ", names)))
              .filter(text -> !names.isEmpty());
      diagnostics.add(help.map(unknown::help).orElse(unknown));
    }
  }

  /** Reports the key when it is missing. */
  public String required(String key) {
    if (!entries.containsKey(key)) {
      diagnostics.add(
          Diagnostic.error(Code.WORLD_MISSING_KEY, span, "`" + key + "` is missing here"));
    }
    return string(key, "");
  }

  public boolean bool(String key, boolean standard) {
    return plain(
            key,
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                },
            "true or false")
        .orElse(standard);
  }

  public long integer(String key, long standard) {
    return plain(key, Section::readInteger, "a whole number").orElse(standard);
  }

  /** A whole number within bounds, both included. */
  public long integer(String key, long standard, long min, long max) {
    return plain(
            key,
            text -> readInteger(text).filter(it -> it >= min && it <= max),
            "a whole number from " + min + " to " + max)
        .orElse(standard);
  }

  public Optional<Duration> duration(String key) {
    return value(key, Section::readDuration, "a duration with its unit, as 30s or 1h30m");
  }

  public Optional<Long> bytes(String key) {
    return value(key, Section::readBytes, "an amount of data, as 16MiB");
  }

  public <T> Optional<T> choice(String key, Map<String, T> choices) {
    return value(
        key,
        text -> Optional.ofNullable(choices.get(text)),
        "one of " + String.join(", ", choices.keySet()));
  }

  private <T> Optional<T> value(String key, Function<String, Optional<T>> read, String wanted) {
    return tree(key).flatMap(tree -> scalar(tree, read, wanted));
  }

  /** Of a kind that something in quotes never is. */
  private <T> Optional<T> plain(String key, Function<String, Optional<T>> read, String wanted) {
    boolean quoted = tree(key).filter(Section::isQuoted).isPresent();
    return value(key, text -> quoted ? Optional.empty() : read.apply(text), wanted);
  }

  private static boolean isQuoted(YamlTree tree) {
    return tree instanceof YamlTree.Scalar scalar && scalar.quoted();
  }

  private <T> Optional<T> scalar(YamlTree tree, Function<String, Optional<T>> read, String wanted) {
    Optional<T> value =
        tree instanceof YamlTree.Scalar scalar ? read.apply(scalar.text()) : Optional.empty();
    if (value.isEmpty()) {
      wrongScalar(diagnostics, tree, wanted);
    }
    return value;
  }

  private static void wrong(List<Diagnostic> diagnostics, YamlTree tree, String wanted) {
    diagnostics.add(
        Diagnostic.error(Code.WORLD_WRONG_VALUE, tree.span(), "this has to be " + wanted)
            .here("this is " + tree.shown()));
  }

  /** A plain value that stands there for itself needs no word on what it is. */
  private static void wrongScalar(List<Diagnostic> diagnostics, YamlTree tree, String wanted) {
    boolean plain = tree instanceof YamlTree.Scalar it && !it.quoted() && !it.text().isEmpty();
    if (plain) {
      diagnostics.add(
          Diagnostic.error(Code.WORLD_WRONG_VALUE, tree.span(), "this has to be " + wanted));
    } else {
      wrong(diagnostics, tree, wanted);
    }
  }

  private static Optional<Long> readInteger(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** For example {@code 1h30m}; empty for anything else. */
  public static Optional<Duration> readDuration(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = DURATION.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      long amount = readInteger(part.group(1)).orElse(Long.MAX_VALUE);
      if (amount > Duration.ofDays(3660).toMillis()) {
        return Optional.empty();
      }
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
              });
    }
    return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
  }

  /** For example {@code 16MiB}; empty for anything else. */
  public static Optional<Long> readBytes(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int power = parts.group(2) == null ? 0 : BYTE_UNITS.indexOf(parts.group(2));
    try {
      return readInteger(parts.group(1))
          .map(amount -> Math.multiplyExact(amount, 1L << (10 * power)));
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }
}
