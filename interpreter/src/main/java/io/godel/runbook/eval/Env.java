package io.godel.runbook.eval;

import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** What each name stands for at one place of a run; a new binding makes a new environment. */
public final class Env {
  public static final Env EMPTY = new Env(HashTreePMap.empty());

  private final PMap<String, Bound> bindings;

  private Env(PMap<String, Bound> bindings) {
    this.bindings = bindings;
  }

  public Env with(Variable variable, Value value) {
    return new Env(bindings.plus(variable.id(), new Known(value)));
  }

  /** Binds the name to the fact that its value could not be found out. */
  public Env withUnknown(Variable variable, String reason) {
    return new Env(bindings.plus(variable.id(), new NotKnown(reason)));
  }

  /** All that is bound here or there; there wins. */
  public Env and(Env other) {
    return new Env(bindings.plusAll(other.bindings));
  }

  /** Empty for a name that has not been bound here, which the checker rules out. */
  public Optional<Bound> find(Variable variable) {
    return Optional.ofNullable(bindings.get(variable.id()));
  }

  /** What a name is bound to. */
  public sealed interface Bound {}

  public record Known(Value value) implements Bound {}

  public record NotKnown(String reason) implements Bound {}
}
