package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What can stand at the top of a file, in a runbook or in a module. */
public sealed interface Decl {
  Span span();

  /** One procedure. The items keep the order in which they were written. */
  record Runbook(Name name, Text title, Optional<Doc> doc, List<Decl> items, Span span)
      implements Decl {
    public Runbook {
      items = List.copyOf(items);
    }

    /** The items of one kind, in order. */
    public <D extends Decl> List<D> items(Class<D> kind) {
      return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** A library. */
  record Module(Name name, Optional<Doc> doc, List<Decl> items, Span span) implements Decl {
    public Module {
      items = List.copyOf(items);
    }
  }

  /** A doc comment: its lines without the slashes. */
  record Doc(String text, Span span) {}

  // In a runbook

  /** A line of metadata, with the values as they were written. */
  sealed interface Metadata extends Decl {}

  record Owner(Text value, Span span) implements Metadata {}

  record Reviewed(LocalDate on, Duration every, Span span) implements Metadata {}

  record SeverityOf(Name level, Span span) implements Metadata {}

  record Alert(Text name, Span span) implements Metadata {}

  record Symptom(Text text, Span span) implements Metadata {}

  record Contact(Text who, List<ContactDetail> details, Span span) implements Metadata {
    public Contact {
      details = List.copyOf(details);
    }
  }

  /** {@code email "a@b.c"}: how to reach the contact. */
  record ContactDetail(Name kind, Text value) {}

  record Related(List<Name> runbooks, Span span) implements Metadata {
    public Related {
      runbooks = List.copyOf(runbooks);
    }
  }

  record Tags(List<Text> values, Span span) implements Metadata {
    public Tags {
      values = List.copyOf(values);
    }
  }

  /** The world that shows the runbook at work when none is asked for. */
  record ExampleWorld(Text world, Span span) implements Metadata {}

  /** A typed input; in {@code where} the value is called {@code it}. */
  record Param(
      Name name,
      TypeRef type,
      Optional<Expr> where,
      Optional<Expr> standard,
      Optional<Doc> doc,
      Span span)
      implements Decl {}

  /** A value of the whole runbook. */
  record Value(Stmt.Let let, Span span) implements Decl {}

  record Invariant(Text what, Expr condition, Span span) implements Decl {}

  record Assess(List<Stmt> body, Span span) implements Decl {
    public Assess {
      body = List.copyOf(body);
    }
  }

  record Scenario(
      Name name, Text title, Optional<Expr> when, List<Stmt> body, Optional<Doc> doc, Span span)
      implements Decl {
    public Scenario {
      body = List.copyOf(body);
    }
  }

  record Recovered(List<Stmt> body, Span span) implements Decl {
    public Recovered {
      body = List.copyOf(body);
    }
  }

  record Afterwards(List<Text> tasks, Span span) implements Decl {
    public Afterwards {
      tasks = List.copyOf(tasks);
    }
  }

  /** A drill: in this world, with these faults, expect this. */
  record Drill(Text title, Text world, List<DrillItem> items, Span span) implements Decl {
    public Drill {
      items = List.copyOf(items);
    }
  }

  /** A line of a drill. */
  sealed interface DrillItem {
    Span span();
  }

  record Given(Name param, Expr value, Span span) implements DrillItem {}

  record Fault(Text what, Span span) implements DrillItem {}

  /** The operator says no in that step. */
  record Deny(Name step, Span span) implements DrillItem {}

  /** The operator does not answer in that step. */
  record Silence(Name step, Span span) implements DrillItem {}

  record ExpectScenario(Name scenario, Span span) implements DrillItem {}

  /** No scenario is chosen: the runbook refuses. */
  record ExpectNoScenario(Span span) implements DrillItem {}

  record ExpectStep(Name step, Name state, Span span) implements DrillItem {}

  /** An action that must not have been called, for example {@code k8s.delete}. */
  record ExpectNoCall(List<Name> action, Span span) implements DrillItem {
    public ExpectNoCall {
      action = List.copyOf(action);
    }
  }

  /** {@code expect approvals 1}. */
  record ExpectCount(Name what, long count, Span span) implements DrillItem {}

  /** {@code expect outcome succeeded}. */
  record ExpectWord(Name what, Name word, Span span) implements DrillItem {}

  /** {@code expect unchanged}. */
  record ExpectFlag(Name what, Span span) implements DrillItem {}

  record ExpectCondition(Expr condition, Span span) implements DrillItem {}

  // In a module

  record Record(Name name, List<Field> fields, Optional<Doc> doc, Span span) implements Decl {
    public Record {
      fields = List.copyOf(fields);
    }
  }

  record Field(Name name, TypeRef type, Optional<Doc> doc, Span span) {}

  record Enum(Name name, List<Name> constants, Optional<Doc> doc, Span span) implements Decl {
    public Enum {
      constants = List.copyOf(constants);
    }
  }

  /**
   * A type that only the library can make values of: {@code type Deployment is Workload}, or a
   * checked form of another: {@code type Namespace = String matches "…"}.
   */
  record TypeDecl(
      Name name,
      Optional<Name> parent,
      Optional<TypeRef> base,
      Optional<Text> pattern,
      Optional<Doc> doc,
      Span span)
      implements Decl {}

  /** {@code evidence Fenced<T>}: a value that only a passed check can make. */
  record EvidenceDecl(Name name, Name parameter, Optional<Doc> doc, Span span) implements Decl {}

  /** An action that the program itself carries out; what it is like is declared here. */
  record NativeAction(
      Name name,
      List<Name> typeParameters,
      List<Parameter> parameters,
      Optional<TypeRef> result,
      EffectWord effect,
      List<Clause> clauses,
      Optional<Doc> doc,
      Span span)
      implements Decl {
    public NativeAction {
      typeParameters = List.copyOf(typeParameters);
      parameters = List.copyOf(parameters);
      clauses = List.copyOf(clauses);
    }
  }

  /** An action written in the language: either a value of others, or steps of others. */
  record ComposedAction(
      Name name,
      List<Name> typeParameters,
      List<Parameter> parameters,
      Optional<TypeRef> result,
      Optional<Expr> value,
      List<Stmt> body,
      Optional<Doc> doc,
      Span span)
      implements Decl {
    public ComposedAction {
      typeParameters = List.copyOf(typeParameters);
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  /**
   * @param fresh how old the evidence that is handed over may be at most
   */
  record Parameter(
      Name name, TypeRef type, Optional<Duration> fresh, Optional<Expr> standard, Span span) {}

  /** The effects as they are written. */
  enum EffectWord {
    PURE,
    READS,
    MUTATES,
    DESTROYS
  }

  /** What a native action declares about itself. */
  sealed interface Clause {
    Span span();
  }

  /** Doing it twice is as good as once. */
  record Idempotent(Span span) implements Clause {}

  /** From here nothing can be taken back. */
  record Irreversible(Span span) implements Clause {}

  /** The probe: after a lost answer this says whether the call took effect. */
  record DecidedBy(Expr probe, Span span) implements Clause {}

  /** No probe can tell; a person is asked. */
  record DecidedByPerson(Text question, Span span) implements Clause {}

  /** A permission: {@code needs kubernetes "patch deployments.apps/scale"}. */
  record Needs(Name system, Text permission, Span span) implements Clause {}

  /** What the effect changes; evidence about it dies. */
  record Touches(Expr target, Span span) implements Clause {}

  /** What the evidence that is returned speaks of. */
  record About(Expr target, Span span) implements Clause {}

  /** How many of what it can hit at most, for the blast radius. */
  record Affects(Expr amount, Name unit, Span span) implements Clause {}

  /** How long one call may take at most. */
  record TimeLimit(Duration timeout, Span span) implements Clause {}
}
