package io.godel.runbook.types;

import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is declared so far while a library or a runbook is being checked, by qualified name. */
final class Symbols {
  /** The module whose names need no prefix. */
  static final String CORE = "core";

  final Map<String, Type> types = new LinkedHashMap<>();
  final Map<String, String> evidences = new LinkedHashMap<>();
  final Map<String, Action> actions = new LinkedHashMap<>();
  final Map<String, Term> values = new LinkedHashMap<>();
  final Map<String, List<Stmt>> steps = new LinkedHashMap<>();

  /** Actions that are written in the language, read when they are first needed. */
  final Map<String, Runnable> pending = new LinkedHashMap<>();

  private final Set<String> resolving = new LinkedHashSet<>();

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

  Library freeze(FactTable facts) {
    return new Library(types, evidences, actions, values, steps, facts.freeze());
  }

  boolean isModule(String name) {
    String prefix = name + ".";
    return actions.keySet().stream().anyMatch(action -> action.startsWith(prefix))
        || pending.keySet().stream().anyMatch(action -> action.startsWith(prefix))
        || types.keySet().stream().anyMatch(type -> type.startsWith(prefix));
  }

  /** The action of that name; one whose signature waits for its body is read first. */
  Optional<Action> action(String module, String name) {
    String qualified = module + "." + name;
    Runnable waiting = pending.remove(qualified);
    if (waiting != null) {
      resolving.add(qualified);
      waiting.run();
      resolving.remove(qualified);
    }
    return Optional.ofNullable(actions.get(qualified));
  }

  /** Whether the action is being read at this moment: it needs itself. */
  boolean isResolving(String qualifiedName) {
    return resolving.contains(qualifiedName);
  }

  /** The names of a module's actions, for suggestions. */
  List<String> actionNames(String module) {
    List<String> names = new ArrayList<>();
    String prefix = module + ".";
    List<String> known = new ArrayList<>(actions.keySet());
    known.addAll(pending.keySet());
    for (String action : known) {
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
