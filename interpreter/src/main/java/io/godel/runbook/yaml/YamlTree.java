package io.godel.runbook.yaml;

import io.godel.runbook.source.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document in which every value knows where it stands. */
public sealed interface YamlTree {
  Span span();

  /** In the order in which the keys were written. */
  record Mapping(Map<String, Entry> entries, Span span) implements YamlTree {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A value with the place of its key. */
  record Entry(Span key, YamlTree value) {}

  record Sequence(List<YamlTree> elements, Span span) implements YamlTree {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /**
   * @param quoted whether it was written in quotes, so that it can be nothing but a string
   */
  record Scalar(String text, boolean quoted, Span span) implements YamlTree {}

  /** What a message calls it. */
  default String shown() {
    if (this instanceof Scalar scalar) {
      return scalar.quoted ? "a string" : scalar.text.isEmpty() ? "empty" : "a single value";
    }
    return this instanceof Mapping ? "a mapping" : "a list";
  }
}
