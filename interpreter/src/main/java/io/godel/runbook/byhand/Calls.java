package io.godel.runbook.byhand;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes calls of native actions as commands. */
final class Calls {
  private static final Map<String, Function<Given, String>> COMMANDS = commands();

  private final Library library;
  private final Evaluator evaluator;

  Calls(Library library) {
    this.library = library;
    this.evaluator = new Evaluator(library);
  }

  private static Map<String, Function<Given, String>> commands() {
    Map<String, Function<Given, String>> all = new LinkedHashMap<>(KubectlCommands.all());
    all.putAll(ServerCommands.all());
    return Map.copyOf(all);
  }

  /** The actions that there is a command for, by qualified name. */
  static Set<String> known() {
    return COMMANDS.keySet();
  }

  /** The value of a term where nothing has to be looked at for it. */
  Optional<Value> value(Term term, Env env) {
    return evaluator.evaluate(term, env, Instant.EPOCH, List.of()) instanceof Evaluation.Ready ready
        ? Optional.of(ready.value())
        : Optional.empty();
  }

  /**
   * A call as the lines of a command.
   *
   * @param shell the variables that commands before have set
   */
  List<String> command(Action action, List<Term> arguments, Env env, Set<Variable> shell) {
    Function<Given, String> command = COMMANDS.get(action.qualifiedName());
    return command == null
        ? List.of("# no command is known for " + action.qualifiedName())
        : command.apply(given(action, arguments, env, shell)).lines().toList();
  }

  /** The commands that a term's looks are, each once, in the order in which they are needed. */
  List<List<String>> looks(Term term, Env env, Set<Variable> shell) {
    List<List<String>> commands = new ArrayList<>();
    collect(term, env, shell, commands);
    return commands;
  }

  private void collect(Term term, Env env, Set<Variable> shell, List<List<String>> commands) {
    if (term instanceof Term.Invoke call && call.action().form() == Action.Form.VALUE) {
      collect(inlined(call), env, shell, commands);
      return;
    }
    // The pods of a selector are found by the command that does something with them.
    if (!(term instanceof Term.Invoke call && isNamedBy(call))) {
      Terms.parts(term).forEach(part -> collect(part, env, shell, commands));
    }
    if (term instanceof Term.Invoke call && isLook(call)) {
      List<String> command = command(call.action(), call.arguments(), env, shell);
      if (!commands.contains(command)) {
        commands.add(command);
      }
    }
  }

  private static boolean isNamedBy(Term.Invoke call) {
    return call.arguments().stream()
        .anyMatch(
            argument ->
                argument instanceof Term.Invoke inner
                    && inner.action().qualifiedName().equals("k8s.pods"));
  }

  /** Whether the term is one look and nothing besides. */
  Optional<Term.Invoke> asLook(Term term) {
    Term bare = term instanceof Term.Converted converted ? converted.value() : term;
    return bare instanceof Term.Invoke call
            && isLook(call)
            && call.arguments().stream().allMatch(it -> Terms.effect(it) == Effect.PURE)
        ? Optional.of(call)
        : Optional.empty();
  }

  private static boolean isLook(Term.Invoke call) {
    return call.action().form() == Action.Form.NATIVE && call.action().effect() == Effect.READS;
  }

  private Term inlined(Term.Invoke call) {
    Map<Variable, Term> arguments = new LinkedHashMap<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      arguments.put(call.action().parameters().get(i).variable(), call.arguments().get(i));
    }
    return Terms.substitute(library.values().get(call.action().qualifiedName()), arguments);
  }

  private Given given(Action action, List<Term> arguments, Env env, Set<Variable> shell) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, Given> calls = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      Action.Parameter parameter = action.parameters().get(i);
      Term term = arguments.get(i);
      Optional<Value> value = value(term, env);
      value.ifPresent(
          it -> values.put(parameter.name(), Constants.converted(it, parameter.type())));
      words.put(
          parameter.name(),
          value.map(ValueText::plain).map(Shell::word).orElseGet(() -> unknown(term, shell)));
      if (term instanceof Term.Invoke call) {
        calls.put(parameter.name(), given(call.action(), call.arguments(), env, shell));
      }
    }
    return new Given(values, words, calls);
  }

  private static String unknown(Term term, Set<Variable> shell) {
    Term bare = term instanceof Term.Converted converted ? converted.value() : term;
    return bare instanceof Term.Use use && shell.contains(use.variable())
        ? "\"$" + Shell.name(use.variable().name()) + "\""
        : "<" + TermWritten.of(term) + ">";
  }
}
