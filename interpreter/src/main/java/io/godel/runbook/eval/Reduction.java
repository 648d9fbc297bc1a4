package io.godel.runbook.eval;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Evaluation.Failed;
import io.godel.runbook.eval.Evaluation.Needs;
import io.godel.runbook.eval.Evaluation.Ready;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
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
import java.util.function.Function;

/**
 * One evaluation of one term.
 *
 * <p>What is not Ready goes up as it is: a look that is needed ends the evaluation, a failure goes
 * up to the next {@code and} or {@code or} that can do without; {@code ??} makes up for none alone:
 * what could not be seen is not the same as nothing.
 */
final class Reduction implements Term.Visitor<Evaluation> {
  /** The time comes from the engine's clock, not from the world. */
  private static final String NOW = "core.now";

  private final Library library;
  private final Instant now;
  private final List<Outcome> answers;
  private final PartSink sink;
  private final Gathering gathering = new Gathering(this);
  private Env env;
  private int looks;

  Reduction(Library library, Instant now, List<Outcome> answers, Env env, PartSink sink) {
    this.library = library;
    this.now = now;
    this.answers = answers;
    this.env = env;
    this.sink = sink;
  }

  Evaluation reduce(Term term) {
    return term.accept(this);
  }

  static Evaluation ready(Value value) {
    return new Ready(value);
  }

  static Evaluation bool(boolean value) {
    return new Ready(new Value.Bool(value));
  }

  private Evaluation then(Term term, Function<Value, Evaluation> next) {
    Evaluation evaluation = reduce(term);
    return evaluation instanceof Ready ready ? next.apply(ready.value()) : evaluation;
  }

  /** All terms in order, or the first evaluation that is not ready. */
  private Evaluation all(List<Term> terms, Function<List<Value>, Evaluation> next) {
    List<Value> values = new ArrayList<>(terms.size());
    for (Term term : terms) {
      Evaluation evaluation = reduce(term);
      if (!(evaluation instanceof Ready ready)) {
        return evaluation;
      }
      values.add(ready.value());
    }
    return next.apply(values);
  }

  private <T> T inside(Env scope, java.util.function.Supplier<T> body) {
    Env outer = env;
    env = scope;
    try {
      return body.get();
    } finally {
      env = outer;
    }
  }

  /** The term, with one name more. */
  Evaluation with(Variable variable, Value value, Term term) {
    return inside(env.inside(variable, value), () -> reduce(term));
  }

  @Override
  public Evaluation visitConstant(Term.Constant constant) {
    return ready(Constants.value(constant.value()));
  }

  @Override
  public Evaluation visitChars(Term.Chars chars) {
    return ready(new Value.Str(chars.value()));
  }

  @Override
  public Evaluation visitText(Term.TextOf text) {
    return all(
        text.pieces(),
        values -> {
          StringBuilder out = new StringBuilder();
          values.forEach(value -> out.append(ValueText.plain(value)));
          return ready(new Value.Str(out.toString()));
        });
  }

  @Override
  public Evaluation visitSql(Term.Sql sql) {
    return all(
        sql.parameters(),
        values -> ready(new Value.Statement(sql.fragments(), values, rowShape(sql.row()))));
  }

  private static Optional<Value.RowShape> rowShape(Type row) {
    if (!(row instanceof Type.RecordType shape)) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    shape.fields().forEach(field -> fields.put(field.name(), field.type().shown()));
    return Optional.of(new Value.RowShape(shape.name(), fields));
  }

  @Override
  public Evaluation visitUse(Term.Use use) {
    Optional<Env.Bound> bound = env.find(use.variable());
    if (bound.isEmpty()) {
      // An undo may speak of what its step would have found out, had it come that far.
      return part(use, new Failed("unknown", "`" + use.variable().name() + "` has no value yet"));
    }
    if (!(bound.get() instanceof Env.Known known)) {
      return part(use, new Failed("unknown", ((Env.NotKnown) bound.get()).reason()));
    }
    return part(
        use,
        known.value() instanceof Value.None && !mayBeNone(use.type())
            ? new Failed("missing", "`" + use.variable().name() + "` is none")
            : ready(known.value()));
  }

  /** A plan's bounds are computed behind a guard too that will not let the run get there. */
  private static boolean mayBeNone(Type type) {
    return type instanceof Type.OptionalOf
        || type instanceof Type.Variable
        || type == Type.Primitive.NOTHING;
  }

  @Override
  public Evaluation visitInvoke(Term.Invoke invoke) {
    boolean outermost = sink.enter();
    try {
      Evaluation result = all(invoke.arguments(), values -> call(invoke, values));
      return outermost ? sink.keep(invoke, result) : result;
    } finally {
      sink.leave();
    }
  }

  private Evaluation call(Term.Invoke invoke, List<Value> arguments) {
    Action action = invoke.action();
    return switch (action.form()) {
      case VALUE -> composed(action, arguments);
      case NATIVE ->
          action.effect() == Effect.PURE
              ? guarded(() -> PureActions.apply(action, arguments, invoke.type()))
              : look(action, arguments);
      case STEPS -> throw new AssertionError(action + " is no value");
    };
  }

  private Evaluation composed(Action action, List<Value> arguments) {
    Env scope = Env.EMPTY;
    for (int i = 0; i < arguments.size(); i++) {
      scope = scope.inside(action.parameters().get(i).variable(), arguments.get(i));
    }
    return inside(scope, () -> reduce(library.values().get(action.qualifiedName())));
  }

  private Evaluation look(Action action, List<Value> arguments) {
    if (action.effect() != Effect.READS) {
      throw new AssertionError(action + " acts and stands where only reading is allowed");
    }
    if (action.qualifiedName().equals(NOW)) {
      return ready(new Value.Moment(now));
    }
    int number = looks++;
    if (number >= answers.size()) {
      return new Needs(number, action, named(action, arguments));
    }
    Outcome outcome = answers.get(number);
    if (outcome instanceof Outcome.Done done) {
      return ready(done.result());
    }
    if (outcome instanceof Outcome.NotDone notDone) {
      return new Failed(notDone.code(), notDone.reason());
    }
    return new Failed("unknown", ((Outcome.Unknown) outcome).reason());
  }

  private static Map<String, Value> named(Action action, List<Value> arguments) {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      named.put(action.parameters().get(i).name(), arguments.get(i));
    }
    return named;
  }

  @Override
  public Evaluation visitMake(Term.Make make) {
    return all(
        make.values(),
        values -> {
          Map<String, Value> fields = new LinkedHashMap<>();
          for (int i = 0; i < values.size(); i++) {
            fields.put(make.record().fields().get(i).name(), values.get(i));
          }
          return ready(new Value.Fields(make.record().name(), fields));
        });
  }

  @Override
  public Evaluation visitField(Term.FieldOf field) {
    boolean outermost = sink.enter();
    try {
      Evaluation result =
          then(
              field.receiver(),
              receiver ->
                  receiver instanceof Value.Fields fields
                      ? ready(fields.field(field.field()))
                      : new Failed("missing", "there is no " + field.field() + " of none"));
      return outermost ? sink.keep(field, result) : result;
    } finally {
      sink.leave();
    }
  }

  @Override
  public Evaluation visitElement(Term.ElementOf element) {
    return then(element.receiver(), receiver -> then(element.key(), key -> element(receiver, key)));
  }

  private static Evaluation element(Value receiver, Value key) {
    if (receiver instanceof Value.Table table) {
      return ready(table.entries().getOrDefault(key, new Value.None()));
    }
    List<Value> values = Values.as(Value.Items.class, receiver).values();
    long index = Values.integer(key);
    if (index < 0 || index >= values.size()) {
      return new Failed(
          "missing", "the list has " + values.size() + " elements, so none at [" + index + "]");
    }
    return ready(values.get((int) index));
  }

  @Override
  public Evaluation visitEnumConstant(Term.EnumConstant constant) {
    return ready(new Value.Constant(constant.enumeration().name(), constant.constant()));
  }

  @Override
  public Evaluation visitUnary(Term.Unary unary) {
    return then(
        unary.operand(),
        value ->
            unary.operator() == Expr.UnaryOperator.NOT
                ? bool(!Values.bool(value))
                : guarded(() -> ready(Arithmetic.negated(value))));
  }

  @Override
  public Evaluation visitBinary(Term.Binary binary) {
    return switch (binary.operator()) {
      case AND -> connective(binary, false);
      case OR -> connective(binary, true);
      case COALESCE -> coalesce(binary);
      case RANGE ->
          then(
              binary.left(),
              first -> then(binary.right(), last -> ready(new Value.Range(first, last))));
      case PLUS, MINUS, TIMES, DIVIDED_BY ->
          then(
              binary.left(),
              left -> then(binary.right(), right -> arithmetic(binary, left, right)));
      default -> comparison(binary);
    };
  }

  /**
   * {@code and} and {@code or} after Kleene: a side that decides alone makes up for one that is not
   * known.
   *
   * @param decisive the value of a side that decides alone
   */
  private Evaluation connective(Term.Binary binary, boolean decisive) {
    Evaluation left = reduce(binary.left());
    if (left instanceof Needs || isBool(left, decisive)) {
      return left;
    }
    Evaluation right = reduce(binary.right());
    if (right instanceof Needs || isBool(right, decisive)) {
      return right;
    }
    return left instanceof Failed ? left : right;
  }

  static boolean isBool(Evaluation evaluation, boolean wanted) {
    return evaluation instanceof Ready ready && Values.bool(ready.value()) == wanted;
  }

  private Evaluation coalesce(Term.Binary binary) {
    return then(
        binary.left(),
        value -> value instanceof Value.None ? reduce(binary.right()) : ready(value));
  }

  private static Evaluation arithmetic(Term.Binary binary, Value left, Value right) {
    return guarded(() -> ready(Arithmetic.apply(binary.operator(), left, right, binary.type())));
  }

  private static Evaluation guarded(java.util.function.Supplier<Evaluation> computation) {
    try {
      return computation.get();
    } catch (ArithmeticException impossible) {
      return new Failed("arithmetic", impossible.getMessage());
    }
  }

  private Evaluation comparison(Term.Binary binary) {
    boolean outermost = sink.enter();
    try {
      Evaluation left = reduce(binary.left());
      if (!(left instanceof Ready a)) {
        return outermost ? sink.keep(binary, left) : left;
      }
      Evaluation right = reduce(binary.right());
      if (!(right instanceof Ready b)) {
        return outermost ? sink.keep(binary, right) : right;
      }
      Evaluation result =
          guarded(() -> bool(Comparison.holds(binary.operator(), a.value(), b.value())));
      if (outermost) {
        sink.compared(binary, a.value(), b.value(), result);
      }
      return result;
    } finally {
      sink.leave();
    }
  }

  private Evaluation part(Term term, Evaluation result) {
    boolean outermost = sink.enter();
    sink.leave();
    return outermost ? sink.keep(term, result) : result;
  }

  @Override
  public Evaluation visitConditional(Term.Conditional conditional) {
    return then(
        conditional.condition(),
        value -> reduce(Values.bool(value) ? conditional.whenTrue() : conditional.whenFalse()));
  }

  @Override
  public Evaluation visitQuantified(Term.Quantified quantified) {
    boolean outermost = sink.enter();
    try {
      Evaluation result =
          then(
              quantified.domain(),
              domain -> guarded(() -> gathering.quantify(quantified, Gathering.elements(domain))));
      return outermost ? sink.keep(quantified, result) : result;
    } finally {
      sink.leave();
    }
  }

  @Override
  public Evaluation visitComprehension(Term.Comprehension comprehension) {
    return then(
        comprehension.domain(),
        domain -> guarded(() -> gathering.comprehend(comprehension, Gathering.elements(domain))));
  }

  @Override
  public Evaluation visitList(Term.ListOf list) {
    return all(
        list.elements(),
        values ->
            list.type() instanceof Type.SetOf
                ? ready(new Value.Group(new LinkedHashSet<>(values)))
                : ready(new Value.Items(values)));
  }

  @Override
  public Evaluation visitMap(Term.MapOf map) {
    List<Term> terms = new ArrayList<>();
    map.entries().forEach(entry -> terms.addAll(List.of(entry.key(), entry.value())));
    return all(
        terms,
        values -> {
          Map<Value, Value> entries = new LinkedHashMap<>();
          for (int i = 0; i < values.size(); i += 2) {
            entries.put(values.get(i), values.get(i + 1));
          }
          return ready(new Value.Table(entries));
        });
  }

  @Override
  public Evaluation visitMatch(Term.Match match) {
    return then(
        match.subject(),
        subject -> {
          String constant = Values.as(Value.Constant.class, subject).name();
          return match.arms().stream()
              .filter(arm -> arm.constant().equals(constant))
              .findFirst()
              .map(Term.Arm::value)
              .or(match::otherwise)
              .map(this::reduce)
              .orElseThrow(() -> new AssertionError("no arm for " + constant));
        });
  }

  @Override
  public Evaluation visitConverted(Term.Converted converted) {
    return then(converted.value(), value -> ready(Constants.converted(value, converted.type())));
  }
}
