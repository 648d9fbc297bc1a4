package io.godel.runbook.types;

import io.godel.runbook.source.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An action of a module or a runbook, as others see it: its signature and what it declares.
 *
 * <p>Its parameters are variables that the terms of the declaration speak of. How a composed action
 * is carried out is kept in {@link Library}, so that signatures can refer to each other.
 *
 * @param module the module or runbook that declares it
 * @param touches what its effect changes, in terms of its parameters
 * @param about what the evidence it gives speaks of, in terms of its parameters
 * @param timeout how long one call may take at most
 * @param doc the doc comment, empty for none
 */
public record Action(
    String module,
    String name,
    Form form,
    List<String> typeParameters,
    List<Parameter> parameters,
    Type result,
    Effect effect,
    boolean idempotent,
    boolean irreversible,
    Decision decision,
    List<Permission> permissions,
    List<Term> touches,
    List<Term> about,
    Optional<Affected> affects,
    Duration timeout,
    String doc,
    Span span) {

  /** The bound of a call whose action declares none. */
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);

  public Action {
    typeParameters = List.copyOf(typeParameters);
    parameters = List.copyOf(parameters);
    permissions = List.copyOf(permissions);
    touches = List.copyOf(touches);
    about = List.copyOf(about);
  }

  /** Who carries it out. */
  public enum Form {
    /** A backend. */
    NATIVE,
    /** The interpreter: it is a value of other actions. */
    VALUE,
    /** The interpreter: it is statements, put into the plan where it is called. */
    STEPS
  }

  /**
   * @param fresh how old an evidence may be that is handed over
   * @param standard the value when none is given
   */
  public record Parameter(Variable variable, Optional<Duration> fresh, Optional<Term> standard) {
    public String name() {
      return variable.name();
    }

    public Type type() {
      return variable.type();
    }
  }

  /** How it is found out whether a call whose answer was lost took effect. */
  public sealed interface Decision {}

  /** Nothing to decide: the action does not act. */
  public record NotNeeded() implements Decision {}

  /**
   * True: it did; false: it did not. Besides the parameters it may speak of {@code started}, the
   * instant at which the call began.
   */
  public record Probe(Term term, Variable started) implements Decision {}

  /** A person is asked. */
  public record AskPerson(String question) implements Decision {}

  /**
   * @param system for example {@code kubernetes} or {@code postgres}
   */
  public record Permission(String system, String permission) {}

  /** How many of what a call hits at most, in terms of its parameters. */
  public record Affected(Term amount, String unit) {}

  /** For example {@code k8s.scale}. */
  public String qualifiedName() {
    return module + "." + name;
  }

  // Two actions are the same when they are declared in the same place.

  @Override
  public boolean equals(Object other) {
    return other instanceof Action that && span.equals(that.span) && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return qualifiedName().hashCode();
  }

  @Override
  public String toString() {
    return qualifiedName();
  }
}
