package io.godel.runbook.byhand;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call, as far as they are known.
 *
 * @param values those that are known, by parameter
 * @param words all of them as words of a shell: a known value, a variable that a command before has
 *     set, or in angle brackets what the reader has to put there
 * @param calls of those that are calls themselves, what they are given
 */
record Given(Map<String, Value> values, Map<String, String> words, Map<String, Given> calls) {
  Given {
    values = Map.copyOf(new LinkedHashMap<>(values));
    words = Map.copyOf(words);
    calls = Map.copyOf(calls);
  }

  String word(String parameter) {
    return words.get(parameter);
  }

  Optional<Value> value(String parameter) {
    return Optional.ofNullable(values.get(parameter));
  }

  Optional<Value.Handle> handle(String parameter) {
    return value(parameter).filter(Value.Handle.class::isInstance).map(Value.Handle.class::cast);
  }

  /** Of a known string or number, without quotes; else what the reader has to put there. */
  String plain(String parameter) {
    return value(parameter).map(ValueText::plain).orElseGet(() -> words.get(parameter));
  }

  /** The elements of a known list, as texts. */
  List<String> list(String parameter) {
    return value(parameter).orElse(null) instanceof Value.Items items
        ? items.values().stream().map(ValueText::plain).toList()
        : List.of(words.get(parameter));
  }
}
