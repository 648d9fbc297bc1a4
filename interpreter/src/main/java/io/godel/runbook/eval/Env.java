package io.godel.runbook.eval;

import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** What each name stands for at one place of a run; a new binding makes a new environment. */
public final class Env {
  public static final Env EMPTY = new Env(HashTreePMap.empty(), Optional.empty());

  private final PMap<String, Bound> bindings;
  private final Optional<Inner> inner;

  /** A name that stands for something within a term alone; such come and go by the thousand. */
  private record Inner(String id, Known value, Optional<Inner> outer) {}

  private Env(PMap<String, Bound> bindings, Optional<Inner> inner) {
    this.bindings = bindings;
    this.inner = inner;
  }

  public Env with(Variable variable, Value value) {
    return new Env(bindings.plus(variable.id(), new Known(value)), inner);
  }

  /** The same as {@link #with}, for as long as a part of a term is evaluated. */
  Env inside(Variable variable, Value value) {
    return new Env(bindings, Optional.of(new Inner(variable.id(), new Known(value), inner)));
  }

  /** Binds the name to the fact that its value could not be found out. */
  public Env withUnknown(Variable variable, String reason) {
    return new Env(bindings.plus(variable.id(), new NotKnown(reason)), inner);
  }

  /** All that is bound here or there; there wins. */
  public Env and(Env other) {
    PMap<String, Bound> both = other.bindings;
    for (Map.Entry<String, Bound> here : bindings.entrySet()) {
      both = both.containsKey(here.getKey()) ? both : both.plus(here.getKey(), here.getValue());
    }
    return new Env(both, inner);
  }

  /** Empty for a name that has not been bound here, which the checker rules out. */
  public Optional<Bound> find(Variable variable) {
    for (Optional<Inner> each = inner; each.isPresent(); each = each.get().outer()) {
      if (each.get().id().equals(variable.id())) {
        return Optional.of(each.get().value());
      }
    }
    return Optional.ofNullable(bindings.get(variable.id()));
  }

  /** What a name is bound to. */
  public sealed interface Bound {}

  public record Known(Value value) implements Bound {}

  public record NotKnown(String reason) implements Bound {}
}
