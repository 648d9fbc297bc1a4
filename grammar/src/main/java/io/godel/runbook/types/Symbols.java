package io.godel.runbook.types;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is declared so far while a library or a runbook is being checked, by qualified name. */
final class Symbols {
  /** The module whose names need no prefix. */
  static final String CORE = "core";

  final Map<String, Type> types = new LinkedHashMap<>();
  final Map<String, String> evidences = new LinkedHashMap<>();
  final Map<String, Action> actions = new LinkedHashMap<>();
  final Map<String, Term> values = new LinkedHashMap<>();
  final Map<String, List<Stmt>> steps = new LinkedHashMap<>();
  final Map<String, Decl> declarations = new LinkedHashMap<>();

  /** Starts from what a library has. */
  static Symbols of(Library library) {
    Symbols symbols = new Symbols();
    symbols.types.putAll(library.types());
    symbols.evidences.putAll(library.evidences());
    symbols.actions.putAll(library.actions());
    symbols.values.putAll(library.values());
    symbols.steps.putAll(library.steps());
    return symbols;
  }

  boolean isModule(String name) {
    String prefix = name + ".";
    return actions.keySet().stream().anyMatch(action -> action.startsWith(prefix))
        || types.keySet().stream().anyMatch(type -> type.startsWith(prefix));
  }

  Optional<Action> action(String module, String name) {
    return Optional.ofNullable(actions.get(module + "." + name));
  }

  /** The names of a module's actions, for suggestions. */
  List<String> actionNames(String module) {
    List<String> names = new ArrayList<>();
    String prefix = module + ".";
    for (String action : actions.keySet()) {
      if (action.startsWith(prefix)) {
        names.add(action.substring(prefix.length()));
      }
    }
    return names;
  }

  /** The actions that give an evidence of that name, for help. */
  List<Action> makersOf(String evidence) {
    return actions.values().stream()
        .filter(
            action ->
                action.result() instanceof Type.EvidenceOf made && made.name().equals(evidence))
        .toList();
  }
}
