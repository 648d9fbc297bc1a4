package io.godel.runbook.lint;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Understood;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happens in a runbook, in the order of its text.
 *
 * @param settings the values of the whole runbook
 * @param recovered what shows that the platform works again
 */
public record Outline(
    List<Moment> settings, List<Moment> assess, List<Response> responses, List<Moment> recovered) {
  public Outline {
    settings = List.copyOf(settings);
    assess = List.copyOf(assess);
    responses = List.copyOf(responses);
    recovered = List.copyOf(recovered);
  }

  /**
   * A scenario.
   *
   * @param course its statements, those of the steps' own courses among them
   */
  public record Response(Decl.Scenario scenario, List<Moment> course, List<Work> steps) {
    public Response {
      course = List.copyOf(course);
      steps = List.copyOf(steps);
    }

    /** The acting calls of its course. */
    public List<Moment> acts() {
      return course.stream().filter(moment -> moment.call().isPresent()).toList();
    }
  }

  /**
   * A step.
   *
   * @param course what it does when all goes well
   * @param undo its compensation; empty where it has none
   * @param failure what it does instead when it fails
   * @param wayBack the statement that says how it is taken back
   */
  public record Work(
      Stmt.Step step,
      List<Moment> course,
      List<Moment> undo,
      List<Moment> failure,
      Optional<Stmt> wayBack) {
    public Work {
      course = List.copyOf(course);
      undo = List.copyOf(undo);
      failure = List.copyOf(failure);
    }

    /** The acting calls of its course. */
    public List<Moment> acts() {
      return course.stream().filter(moment -> moment.call().isPresent()).toList();
    }

    /** Its course, its compensation and what follows its failure. */
    public Stream<Moment> everything() {
      return Stream.of(course, undo, failure).flatMap(List::stream);
    }
  }

  static Outline of(Understood runbook) {
    return new OutlineBuilder(runbook).build();
  }

  /** All steps of all scenarios. */
  public Stream<Work> steps() {
    return responses.stream().flatMap(response -> response.steps().stream());
  }

  /** All moments, those of compensations and failures among them. */
  public Stream<Moment> everything() {
    Stream<Moment> beside =
        steps().flatMap(it -> Stream.concat(it.undo().stream(), it.failure().stream()));
    Stream<Moment> courses = responses.stream().flatMap(it -> it.course().stream());
    return Stream.of(settings.stream(), assess.stream(), courses, beside, recovered.stream())
        .flatMap(it -> it);
  }

  /** The statements behind all moments, each once: one that is called twice has more moments. */
  Stream<Stmt> statements() {
    Set<Stmt> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return everything().map(Moment::statement).filter(seen::add);
  }
}
