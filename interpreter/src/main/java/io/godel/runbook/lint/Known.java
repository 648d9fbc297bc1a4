package io.godel.runbook.lint;

import io.godel.runbook.eval.Constants;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Understood;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of the values of a runbook before a run: parameters have their defaults, and
 * what is looked at is not known.
 */
public final class Known {
  /** A term that is made of more than this is not taken apart. */
  private static final int DEPTH_MAX = 32;

  private final Understood runbook;
  private final Evaluator evaluator;
  private final Map<Variable, Term> named;
  private final Env env;

  /** Many rules ask for the same terms. */
  private final Map<Term, Term> unfolded = new IdentityHashMap<>();

  private final Map<Term, Term> traced = new IdentityHashMap<>();
  private final Map<Term, Optional<Value>> values = new IdentityHashMap<>();

  private Known(Understood runbook, Evaluator evaluator, Map<Variable, Term> named, Env env) {
    this.runbook = runbook;
    this.evaluator = evaluator;
    this.named = named;
    this.env = env;
  }

  static Known of(Understood runbook) {
    Evaluator evaluator = new Evaluator(runbook.library());
    Map<Variable, Term> named = new HashMap<>();
    new Lets(runbook, named).all();
    Env env = Env.EMPTY;
    for (Decl.Param param : runbook.tree().items(Decl.Param.class)) {
      Optional<Variable> variable = runbook.facts().findVariable(param);
      Optional<Value> value =
          new Known(runbook, evaluator, named, env)
              .value(param.standard().flatMap(runbook.facts()::find));
      if (variable.isPresent() && value.isPresent()) {
        env = env.with(variable.get(), Constants.converted(value.get(), variable.get().type()));
      }
    }
    return new Known(runbook, evaluator, named, env);
  }

  /** The value, where it needs no look at the world and no parameter without a default. */
  public Optional<Value> value(Term term) {
    return values.computeIfAbsent(term, this::evaluated);
  }

  private Optional<Value> evaluated(Term term) {
    Term whole = unfolded(term);
    if (Terms.effect(whole) != Effect.PURE || speaksOfUnknown(whole, Set.of())) {
      return Optional.empty();
    }
    return evaluator.evaluate(whole, env, Instant.EPOCH, List.of())
            instanceof Evaluation.Ready ready
        ? Optional.of(ready.value())
        : Optional.empty();
  }

  public Optional<Value> value(Optional<Term> term) {
    return term.flatMap(this::value);
  }

  /** What in the world it names, where that is known. */
  public Optional<Value.Handle> handle(Term term) {
    return value(term).filter(Value.Handle.class::isInstance).map(Value.Handle.class::cast);
  }

  /** What the checker did not understand has no value either. */
  private boolean speaksOfUnknown(Term term, Set<Variable> bound) {
    if (isUnknown(term.type()) || !(runbook.sound() || isPlain(term))) {
      return true;
    }
    if (term instanceof Term.Use use) {
      return !bound.contains(use.variable()) && env.find(use.variable()).isEmpty();
    }
    Set<Variable> inner = new HashSet<>(bound);
    if (term instanceof Term.Quantified it) {
      inner.add(it.variable());
    } else if (term instanceof Term.Comprehension it) {
      inner.add(it.variable());
    }
    return Terms.parts(term).stream().anyMatch(part -> speaksOfUnknown(part, inner));
  }

  /** Whether it has a value although something is wrong with the text: it computes nothing. */
  private static boolean isPlain(Term term) {
    return term instanceof Term.Constant
        || term instanceof Term.Chars
        || term instanceof Term.EnumConstant
        || term instanceof Term.Use
        || term instanceof Term.Converted
        || term instanceof Term.ListOf
        || (term instanceof Term.Invoke call && call.action().result() instanceof Type.Opaque);
  }

  private static boolean isUnknown(Type type) {
    if (type instanceof Type.ListOf list) {
      return isUnknown(list.element());
    } else if (type instanceof Type.SetOf set) {
      return isUnknown(set.element());
    } else if (type instanceof Type.MapOf map) {
      return isUnknown(map.key()) || isUnknown(map.value());
    }
    return type instanceof Type.OptionalOf optional
        ? isUnknown(optional.of())
        : type == Type.Primitive.UNKNOWN;
  }

  /**
   * The same with what its names stand for, and with the actions that are values of others taken
   * apart. A name for something that was looked at stays a name: it keeps what was seen then.
   */
  public Term unfolded(Term term) {
    return unfolded.computeIfAbsent(term, it -> unfolded(it, false, DEPTH_MAX));
  }

  /** The same where names for what was looked at are taken apart too: where a value comes from. */
  public Term traced(Term term) {
    return traced.computeIfAbsent(term, it -> unfolded(it, true, DEPTH_MAX));
  }

  private Term unfolded(Term term, boolean traced, int depth) {
    if (depth == 0) {
      return term;
    }
    if (term instanceof Term.Use use && named.containsKey(use.variable())) {
      Term value = unfolded(named.get(use.variable()), traced, depth - 1);
      return traced || Terms.effect(value) == Effect.PURE ? value : term;
    }
    if (term instanceof Term.Invoke invoke && invoke.action().form() == Action.Form.VALUE) {
      Term body = runbook.library().values().get(invoke.action().qualifiedName());
      Optional<Action> whole = runbook.library().action(invoke.action().qualifiedName());
      if (body != null && whole.isPresent()) {
        Term inside = Terms.substitute(body, bindings(whole.get(), invoke.arguments()));
        return unfolded(inside, traced, depth - 1);
      }
    }
    Map<Term, Term> parts = new IdentityHashMap<>();
    boolean changed = false;
    for (Term part : Terms.parts(term)) {
      Term next = unfolded(part, traced, depth - 1);
      parts.put(part, next);
      changed |= next != part;
    }
    return changed ? Terms.rebuilt(term, parts) : term;
  }

  /** What each parameter of the action stands for. */
  public static Map<Variable, Term> bindings(Action action, List<Term> arguments) {
    Map<Variable, Term> bindings = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      bindings.put(action.parameters().get(i).variable(), arguments.get(i));
    }
    return bindings;
  }

  /** All calls of native actions in it that look at the world, unfolded, the outermost first. */
  public List<Term.Invoke> looks(Term term) {
    List<Term.Invoke> looks = new ArrayList<>();
    collect(unfolded(term), looks);
    return looks;
  }

  private static void collect(Term term, List<Term.Invoke> looks) {
    if (term instanceof Term.Invoke invoke && invoke.action().effect() == Effect.READS) {
      looks.add(invoke);
    }
    Terms.parts(term).forEach(part -> collect(part, looks));
  }

  /** A term of the action's declaration, with the call's arguments put in. */
  public Term within(Moment.Call call, Term declared) {
    return Terms.substitute(declared, bindings(call.action(), call.arguments()));
  }

  /** What a call changes, in terms of its arguments. */
  public List<Term> touches(Moment.Call call) {
    Map<Variable, Term> bindings = bindings(call.action(), call.arguments());
    return call.action().touches().stream().map(term -> Terms.substitute(term, bindings)).toList();
  }

  /** Whether the term asks something of that very thing. */
  public boolean looksAt(Term term, Term target) {
    return looks(term).stream()
        .flatMap(look -> look.arguments().stream())
        .anyMatch(argument -> same(argument, target));
  }

  /** Whether the call changes that very thing. */
  public boolean touches(Moment.Call call, Term target) {
    return touches(call).stream().anyMatch(it -> same(it, target));
  }

  /** Whether both name the same thing in the world, or say the same. */
  public boolean same(Term left, Term right) {
    Optional<Value> here = value(left);
    Optional<Value> there = value(right);
    return here.isPresent() && there.isPresent()
        ? here.equals(there)
        : Terms.same(unfolded(left), unfolded(right));
  }

  /** Whether both do the same to the same. */
  public boolean same(Moment.Call left, Moment.Call right) {
    boolean same = left.action().equals(right.action());
    for (int i = 0; same && i < left.arguments().size(); i++) {
      same = same(left.arguments().get(i), right.arguments().get(i));
    }
    return same;
  }

  /** Everything in the world that the term names anywhere inside. */
  public List<Value.Handle> handles(Term term) {
    List<Value.Handle> handles = new ArrayList<>();
    gather(unfolded(term), handles);
    return Collections.unmodifiableList(handles);
  }

  private void gather(Term term, List<Value.Handle> handles) {
    if (term.type() instanceof Type.Opaque) {
      handle(term).ifPresent(handles::add);
    }
    Terms.parts(term).forEach(part -> gather(part, handles));
  }
}
