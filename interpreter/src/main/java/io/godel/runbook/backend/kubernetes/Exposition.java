package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads metrics in the Prometheus text format (<i>Exposition formats</i>, 0.0.4). */
final class Exposition {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})?\\s+(\\S+)(\\s+-?[0-9]+)?\\s*");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?\\s*");

  private Exposition() {}

  /** What is no sample, and values that are no numbers (NaN, Inf), are left out. */
  static List<Value> read(String text) {
    List<Value> samples = new ArrayList<>();
    text.lines().forEach(line -> sample(line).ifPresent(samples::add));
    return samples;
  }

  private static Optional<Value> sample(String line) {
    Matcher parts = SAMPLE.matcher(line.strip());
    if (line.startsWith("#") || !parts.matches()) {
      return Optional.empty();
    }
    BigDecimal value;
    try {
      value = new BigDecimal(parts.group(4)).stripTrailingZeros();
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(parts.group(1)));
    fields.put("labels", labels(parts.group(3)));
    fields.put("value", new Value.Decimal(value.scale() < 0 ? value.setScale(0) : value));
    return Optional.of(new Value.Fields("prom.Sample", fields));
  }

  private static Value labels(String text) {
    Map<Value, Value> labels = new LinkedHashMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        String value =
            label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        labels.put(new Value.Str(label.group(1)), new Value.Str(value));
      }
    }
    return new Value.Table(labels);
  }
}
