package io.godel.runbook.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that can be used at one place of a text, from the inside out. */
final class Scope {
  private final Scope outer;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Type> narrowed = new LinkedHashMap<>();

  Scope(Scope outer) {
    this.outer = outer;
  }

  void declare(Variable variable) {
    variables.put(variable.name(), variable);
  }

  Optional<Variable> find(String name) {
    Variable own = variables.get(name);
    if (own != null) {
      return Optional.of(own);
    }
    return outer == null ? Optional.empty() : outer.find(name);
  }

  /**
   * From here on a value is known to be of a narrower type than it was declared with.
   *
   * @param path the id of a variable, or of one and the fields that lead on from it
   */
  void narrow(String path, Type type) {
    narrowed.put(path, type);
  }

  Optional<Type> narrowed(String path) {
    Type own = narrowed.get(path);
    if (own != null) {
      return Optional.of(own);
    }
    return outer == null ? Optional.empty() : outer.narrowed(path);
  }

  Type typeOf(Variable variable) {
    return narrowed(variable.id()).orElse(variable.type());
  }

  List<String> names() {
    List<String> names = new ArrayList<>(variables.keySet());
    if (outer != null) {
      names.addAll(outer.names());
    }
    return names;
  }
}
