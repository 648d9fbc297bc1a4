package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names that an expression may use, with their types. */
final class Known {
  private final Map<String, Type> types;
  private final Set<Type> stated;

  private Known(Map<String, Type> types, Set<Type> stated) {
    this.types = types;
    this.stated = stated;
  }

  static Known nothing() {
    return new Known(new LinkedHashMap<>(), new LinkedHashSet<>());
  }

  /** Knows no name that is known here. */
  Known apart() {
    return new Known(new LinkedHashMap<>(), stated);
  }

  /** What is declared in there is not known out here. */
  Known inner() {
    return new Known(new LinkedHashMap<>(types), stated);
  }

  void add(String name, Type type) {
    types.put(name, type);
  }

  List<String> of(Type wanted) {
    List<String> found = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          if (type.equals(wanted)) {
            found.add(name);
          }
        });
    return found;
  }

  /** The names that may be none. */
  List<String> optional() {
    return types.keySet().stream().filter(it -> types.get(it) instanceof Type.OptionalOf).toList();
  }

  Type type(String name) {
    return types.get(name);
  }

  /** The expression, through an action that says of what type it is: a literal may not tell. */
  String stated(Type type, String expression) {
    stated.add(type);
    return name(type) + "(" + expression + ")";
  }

  /** The declarations of the actions that {@link #stated} speaks of. */
  String statements() {
    return stated.stream()
        .map(
            it ->
                "action %s(of: %s) -> %s = of\n"
                    .formatted(name(it), RandomTypes.written(it), RandomTypes.written(it)))
        .collect(Collectors.joining());
  }

  private static String name(Type type) {
    return "as_"
        + type.shown().replace("?", "_or_none").replaceAll("\\W+", "_").toLowerCase(Locale.ROOT);
  }
}
