package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Facts;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Understood;
import io.godel.runbook.types.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes an {@link Outline}: walks through a runbook once. */
final class OutlineBuilder {
  /** Composed actions that call each other in a circle are an error that is told elsewhere. */
  private static final int DEPTH_MAX = 16;

  private final Understood runbook;
  private final Facts facts;
  private int order;

  OutlineBuilder(Understood runbook) {
    this.runbook = runbook;
    this.facts = runbook.facts();
  }

  Outline build() {
    List<Stmt> settings = new ArrayList<>();
    runbook.tree().items(Decl.Value.class).forEach(value -> settings.add(value.let()));
    List<Stmt> assess = new ArrayList<>();
    runbook.tree().items(Decl.Assess.class).forEach(it -> assess.addAll(it.body()));
    List<Moment> set = walked(settings);
    List<Moment> assessed = walked(assess);
    List<Outline.Response> responses =
        runbook.tree().items(Decl.Scenario.class).stream().map(this::response).toList();
    List<Stmt> recovered = new ArrayList<>();
    runbook.tree().items(Decl.Recovered.class).forEach(it -> recovered.addAll(it.body()));
    return new Outline(set, assessed, responses, walked(recovered));
  }

  private List<Moment> walked(List<Stmt> statements) {
    return new Walk(new ArrayList<>(), List.of()).all(statements).moments;
  }

  private Outline.Response response(Decl.Scenario scenario) {
    List<Outline.Work> steps = new ArrayList<>();
    List<Moment> course = new Walk(steps, List.of()).all(scenario.body()).moments;
    return new Outline.Response(scenario, course, steps);
  }

  /** One way through a list of statements. */
  private final class Walk {
    private final List<Moment> moments = new ArrayList<>();
    private final List<Outline.Work> steps;
    private final List<Region> regions;
    private Map<Variable, Term> bindings = Map.of();
    private Optional<Span> caller = Optional.empty();
    private int depth;

    Walk(List<Outline.Work> steps, List<Region> regions) {
      this.steps = steps;
      this.regions = new ArrayList<>(regions);
    }

    Walk all(List<Stmt> statements) {
      statements.forEach(this::one);
      return this;
    }

    private void one(Stmt statement) {
      if (statement instanceof Stmt.Step it) {
        step(it);
      } else if (statement instanceof Stmt.If it) {
        add(it, Optional.of(it.condition()));
        block(it, 0, it.whenTrue());
        block(it, 1, it.whenFalse());
      } else if (statement instanceof Stmt.For it) {
        add(it, Optional.of(it.domain()));
        block(it, 0, it.body());
      } else if (statement instanceof Stmt.Parallel it) {
        add(it, Optional.empty());
        for (int i = 0; i < it.body().size(); i++) {
          block(it, i, List.of(it.body().get(i)));
        }
      } else if (statement instanceof Stmt.Block it) {
        all(it.body());
      } else if (statement instanceof Stmt.Do it) {
        call(it, it.call(), it.policy());
      } else if (statement instanceof Stmt.Let it && it.acting()) {
        call(it, it.value(), it.policy());
      } else if (statement instanceof Stmt.Let it) {
        add(it, term(it.value()), Optional.empty(), Optional.empty());
      } else if (statement instanceof Stmt.Yield it) {
        add(it, term(it.value()), Optional.empty(), Optional.empty());
      } else if (!isClause(statement)) {
        add(statement, condition(statement));
      }
    }

    private void block(Stmt owner, int number, List<Stmt> body) {
      regions.add(new Region(owner, number));
      all(body);
      regions.remove(regions.size() - 1);
    }

    private void step(Stmt.Step step) {
      int from = moments.size();
      int slot = steps.size();
      steps.add(null);
      List<Region> around = new ArrayList<>(regions);
      // What stands in a step that can be left out dominates nothing behind the step.
      if (canBeLeftOut(step.body())) {
        around.add(new Region(step, 0));
        block(step, 0, step.body());
      } else {
        all(step.body());
      }
      List<Moment> course = List.copyOf(moments.subList(from, moments.size()));
      List<Moment> undo = new ArrayList<>();
      List<Moment> failure = new ArrayList<>();
      Optional<Stmt> wayBack = Optional.empty();
      for (Stmt statement : step.body()) {
        if (statement instanceof Stmt.Undo it) {
          undo.addAll(new Walk(new ArrayList<>(), around).all(it.body()).moments);
          wayBack = Optional.of(it);
        } else if (statement instanceof Stmt.OnFailure it) {
          failure.addAll(new Walk(new ArrayList<>(), around).all(it.body()).moments);
        } else if (isClause(statement)) {
          wayBack = Optional.of(statement);
        }
      }
      steps.set(slot, new Outline.Work(step, course, undo, failure, wayBack));
    }

    private static boolean canBeLeftOut(List<Stmt> body) {
      return body.stream()
          .anyMatch(
              it ->
                  refusals(it).anyMatch(Stmt.Skip.class::isInstance)
                      || Blocks.of(it).stream().anyMatch(Walk::canBeLeftOut));
    }

    private static Stream<Stmt.Refusal> refusals(Stmt statement) {
      if (statement instanceof Stmt.Guard it) {
        return it.otherwise().stream();
      } else if (statement instanceof Stmt.Await it) {
        return it.otherwise().stream();
      } else if (statement instanceof Stmt.Approve it) {
        return Stream.concat(it.onNo().stream(), it.onTimeout().stream());
      }
      return Stream.empty();
    }

    private static boolean isClause(Stmt statement) {
      return statement instanceof Stmt.Undo
          || statement instanceof Stmt.UndoNone
          || statement instanceof Stmt.UndoKeep
          || statement instanceof Stmt.OnFailure;
    }

    private static Optional<Expr> condition(Stmt statement) {
      if (statement instanceof Stmt.Guard it) {
        return Optional.of(it.condition());
      } else if (statement instanceof Stmt.Warn it) {
        return Optional.of(it.condition());
      } else if (statement instanceof Stmt.Verify it) {
        return Optional.of(it.condition());
      } else if (statement instanceof Stmt.Await it) {
        return Optional.of(it.condition());
      }
      return Optional.empty();
    }

    private Optional<Term> term(Expr expr) {
      return facts.find(expr).map(term -> Terms.substitute(term, bindings));
    }

    private void add(Stmt statement, Optional<Expr> condition) {
      add(statement, Optional.empty(), condition.flatMap(this::term), Optional.empty());
    }

    private void add(
        Stmt statement,
        Optional<Term> value,
        Optional<Term> condition,
        Optional<Moment.Call> call) {
      Span span = caller.orElse(statement.span());
      moments.add(new Moment(order++, statement, span, regions, value, condition, call));
    }

    private void call(Stmt statement, Expr written, Stmt.Policy policy) {
      if (!(term(written).orElse(null) instanceof Term.Invoke invoke)) {
        add(statement, Optional.empty());
        return;
      }
      String name = invoke.action().qualifiedName();
      Action action = runbook.library().action(name).orElse(invoke.action());
      List<Stmt> body = runbook.library().steps().get(name);
      if (action.form() != Action.Form.STEPS || body == null || depth >= DEPTH_MAX) {
        Moment.Call call = new Moment.Call(action, invoke.arguments(), policy, written);
        add(statement, Optional.empty(), Optional.empty(), Optional.of(call));
        return;
      }
      inside(action, invoke, statement, body);
    }

    /** What it says stands where it is called. */
    private void inside(Action action, Term.Invoke invoke, Stmt statement, List<Stmt> body) {
      Map<Variable, Term> outer = bindings;
      Optional<Span> from = caller;
      Map<Variable, Term> inner = new HashMap<>();
      for (int i = 0; i < invoke.arguments().size(); i++) {
        inner.put(action.parameters().get(i).variable(), invoke.arguments().get(i));
      }
      bindings = inner;
      caller = Optional.of(from.orElse(statement.span()));
      depth++;
      all(body);
      depth--;
      caller = from;
      bindings = outer;
    }
  }
}
