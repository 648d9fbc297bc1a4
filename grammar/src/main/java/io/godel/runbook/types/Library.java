package io.godel.runbook.types;

import io.godel.runbook.syntax.Stmt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked modules that a runbook can use: their types, their actions, and how the composed ones
 * are carried out.
 *
 * @param types by qualified name; an opaque or checked type, a record or an enum
 * @param evidences by qualified name, each with what it can speak of left open
 * @param actions by qualified name
 * @param values how an action of form VALUE is computed
 * @param steps the statements of an action of form STEPS
 * @param facts what is known of the expressions inside those statements
 */
public record Library(
    Map<String, Type> types,
    Map<String, String> evidences,
    Map<String, Action> actions,
    Map<String, Term> values,
    Map<String, List<Stmt>> steps,
    Facts facts) {

  public Library {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    evidences = Collections.unmodifiableMap(new LinkedHashMap<>(evidences));
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  public Optional<Action> action(String qualifiedName) {
    return Optional.ofNullable(actions.get(qualifiedName));
  }

  /** The names of the modules, in order. */
  public List<String> modules() {
    return actions.values().stream().map(Action::module).distinct().toList();
  }
}
