package io.godel.runbook.plan;

import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.eval.Explanation;
import io.godel.runbook.eval.Truth;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a runbook with their values for one plan.
 *
 * @param values in the order of declaration
 * @param problems what is wrong with what the operator gave, each a sentence; empty when all is
 *     well
 */
public record Arguments(List<Plan.Argument> values, List<String> problems) {
  public Arguments {
    values = List.copyOf(values);
    problems = List.copyOf(problems);
  }

  /**
   * @param given by the parameter's name, as the operator wrote it
   */
  public static Arguments read(TypedRunbook runbook, Map<String, String> given) {
    return read(runbook, given, Set.of());
  }

  /**
   * The same where nobody knows the secret ones any more: nothing that is planned or decided
   * depends on what a secret hides.
   *
   * @param hidden the names of the parameters that were given and are secret
   */
  public static Arguments read(
      TypedRunbook runbook, Map<String, String> given, Set<String> hidden) {
    Reading reading = new Reading(runbook);
    Map<String, Function<Variable, Optional<Value>>> sources = new LinkedHashMap<>();
    given.forEach((name, text) -> sources.put(name, variable -> reading.written(variable, text)));
    Optional<Value> unknown = Optional.of(new Value.Secret(new Value.None()));
    hidden.forEach(name -> sources.put(name, variable -> unknown));
    return reading.read(sources);
  }

  /**
   * @param given by the parameter's name, as the checker found it
   */
  public static Arguments of(TypedRunbook runbook, Map<String, Term> given) {
    Reading reading = new Reading(runbook);
    Map<String, Function<Variable, Optional<Value>>> sources = new LinkedHashMap<>();
    given.forEach((name, term) -> sources.put(name, variable -> reading.computed(variable, term)));
    return reading.read(sources);
  }

  private static final class Reading {
    private final TypedRunbook runbook;
    private final Evaluator evaluator;
    private final List<Plan.Argument> values = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Variable> missing = new LinkedHashSet<>();
    private Env env = Env.EMPTY;

    Reading(TypedRunbook runbook) {
      this.runbook = runbook;
      this.evaluator = new Evaluator(runbook.library());
    }

    Arguments read(Map<String, Function<Variable, Optional<Value>>> given) {
      Map<String, Function<Variable, Optional<Value>>> rest = new LinkedHashMap<>(given);
      List<Decl.Param> params = runbook.tree().items(Decl.Param.class);
      for (Decl.Param param : params) {
        param(param, Optional.ofNullable(rest.remove(param.name().text())));
      }
      List<String> names = params.stream().map(param -> param.name().text()).toList();
      rest.keySet().forEach(name -> unknown(name, names));
      return new Arguments(values, problems);
    }

    private void unknown(String name, List<String> names) {
      String help =
          Suggestion.nearest(name, names)
              .map(near -> "did you mean `" + near + "`?")
              .orElse(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names));
      problems.add("the runbook has no parameter `" + name + "`: " + help);
    }

    private void param(Decl.Param param, Optional<Function<Variable, Optional<Value>>> given) {
      Variable variable = runbook.facts().variable(param);
      Optional<Value> value =
          given.isPresent() ? given.get().apply(variable) : standard(param, variable);
      if (value.isEmpty()) {
        missing.add(variable);
      }
      value.ifPresent(
          known -> {
            env = env.with(variable, known);
            values.add(new Plan.Argument(variable, known, given.isPresent()));
            param
                .where()
                .filter(where -> !speaksOfMissing(runbook.facts().term(where)))
                .ifPresent(where -> demand(variable, where, known));
          });
    }

    private Optional<Value> written(Variable variable, String text) {
      Optional<Value> value = WrittenValue.read(text, variable.type());
      if (value.isEmpty()) {
        problems.add(
            "`%s` is no %s, which `%s` has to be: %s%s"
                .formatted(
                    variable.type() instanceof Type.SecretOf ? "•••" : text,
                    variable.type().shown(),
                    variable.name(),
                    WrittenValue.example(variable.type()),
                    text.contains("..") ? "; ranges of values are for `explore`" : ""));
      }
      return value;
    }

    private Optional<Value> standard(Decl.Param param, Variable variable) {
      if (param.standard().isEmpty()) {
        problems.add(
            "`%s: %s` has no default: give it with `--param %s=…`"
                .formatted(variable.name(), variable.type().shown(), variable.name()));
        return Optional.empty();
      }
      Term term = runbook.facts().term(param.standard().get());
      return speaksOfMissing(term) ? Optional.empty() : computed(variable, term);
    }

    private Optional<Value> computed(Variable variable, Term term) {
      Evaluation value = evaluator.evaluate(term, env, Instant.EPOCH, List.of());
      if (value instanceof Evaluation.Ready ready) {
        return Optional.of(Constants.converted(ready.value(), variable.type()));
      }
      String reason = value instanceof Evaluation.Failed failed ? failed.reason() : "unknown";
      problems.add("`" + variable.name() + "` has no value: " + reason);
      return Optional.empty();
    }

    /** What has been said of one parameter is not said again of those that rest on it. */
    private boolean speaksOfMissing(Term term) {
      return term instanceof Term.Use use && missing.contains(use.variable())
          || Terms.parts(term).stream().anyMatch(this::speaksOfMissing);
    }

    /** In its condition the value is called {@code it}. */
    private void demand(Variable variable, Expr where, Value value) {
      Term condition = runbook.facts().term(where);
      Env inner = env.with(runbook.facts().variable(where), value);
      Explanation explanation = evaluator.explain(condition, inner, Instant.EPOCH, List.of());
      Evaluation result = evaluator.evaluate(condition, inner, Instant.EPOCH, List.of());
      if (Evaluator.truth(result) != Truth.TRUE) {
        problems.add(
            "`%s = %s` is refused: %s"
                .formatted(variable.name(), ValueText.shown(value), explanation.condition()));
      }
    }
  }

  /** The environment in which the plan's bounds are computed. */
  Env env() {
    Env env = Env.EMPTY;
    for (Plan.Argument argument : values) {
      env = env.with(argument.variable(), argument.value());
    }
    return env;
  }
}
