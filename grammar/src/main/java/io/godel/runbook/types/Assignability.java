package io.godel.runbook.types;

import java.util.Map;

/** Which values can stand where a type is asked for. */
final class Assignability {
  private Assignability() {}

  /**
   * Whether a value of one type can be used as one of the other without being changed; type
   * parameters of the wanted type are bound on the way.
   */
  static boolean fits(Type wanted, Type given, Map<String, Type> bindings) {
    if (wanted == Type.Primitive.UNKNOWN || given == Type.Primitive.UNKNOWN) {
      return true;
    }
    if (wanted instanceof Type.Variable variable) {
      Type bound = bindings.putIfAbsent(variable.name(), given);
      return bound == null || bound.equals(given) || agree(variable, bound, given, bindings);
    }
    if (wanted.equals(given) && !isOpen(wanted)) {
      return true;
    }
    if (wanted instanceof Type.OptionalOf optional) {
      return given == Type.Primitive.NOTHING
          || fits(
              optional.of(), given instanceof Type.OptionalOf other ? other.of() : given, bindings);
    }
    if (given instanceof Type.Checked checked && !(wanted instanceof Type.Checked)) {
      return fits(wanted, checked.base(), bindings);
    }
    return fitsCompound(wanted, given, bindings);
  }

  /**
   * A parameter bound to a narrower type than it has to be takes the wider one. The type parameter
   * of a surrounding action is a type of its own: it agrees with itself alone.
   */
  private static boolean agree(
      Type.Variable variable, Type bound, Type given, Map<String, Type> bindings) {
    if (isOpen(bound) || isOpen(given)) {
      return false;
    }
    if (fits(bound, given, bindings)) {
      return true;
    }
    if (fits(given, bound, bindings)) {
      bindings.put(variable.name(), given);
      return true;
    }
    return false;
  }

  /** Whether a type parameter is in it. */
  static boolean isOpen(Type type) {
    return Types.any(type, Type.Variable.class::isInstance);
  }

  private static boolean fitsCompound(Type wanted, Type given, Map<String, Type> bindings) {
    if (wanted instanceof Type.Opaque && given instanceof Type.Opaque child) {
      return child.parent().isPresent() && fits(wanted, child.parent().get(), bindings);
    }
    if (wanted instanceof Type.ListOf a && given instanceof Type.ListOf b) {
      return fits(a.element(), b.element(), bindings);
    }
    if (wanted instanceof Type.SetOf a && given instanceof Type.SetOf b) {
      return fits(a.element(), b.element(), bindings);
    }
    if (wanted instanceof Type.MapOf a && given instanceof Type.MapOf b) {
      return fits(a.key(), b.key(), bindings) && fits(a.value(), b.value(), bindings);
    }
    if (wanted instanceof Type.RangeOf a && given instanceof Type.RangeOf b) {
      return fits(a.of(), b.of(), bindings);
    }
    if (wanted instanceof Type.SecretOf a && given instanceof Type.SecretOf b) {
      return fits(a.of(), b.of(), bindings);
    }
    if (wanted instanceof Type.SqlOf a && given instanceof Type.SqlOf b) {
      return fits(a.row(), b.row(), bindings);
    }
    if (wanted instanceof Type.EvidenceOf a && given instanceof Type.EvidenceOf b) {
      return a.name().equals(b.name()) && fits(a.about(), b.about(), bindings);
    }
    return false;
  }

  /** Puts what type parameters are bound to in their place; an unbound one becomes unknown. */
  static Type bind(Type type, Map<String, Type> bindings) {
    if (type instanceof Type.Variable variable) {
      return bindings.getOrDefault(variable.name(), Type.Primitive.UNKNOWN);
    }
    if (type instanceof Type.ListOf it) {
      return new Type.ListOf(bind(it.element(), bindings));
    }
    if (type instanceof Type.SetOf it) {
      return new Type.SetOf(bind(it.element(), bindings));
    }
    if (type instanceof Type.MapOf it) {
      return new Type.MapOf(bind(it.key(), bindings), bind(it.value(), bindings));
    }
    if (type instanceof Type.OptionalOf it) {
      Type of = bind(it.of(), bindings);
      return of instanceof Type.OptionalOf ? of : new Type.OptionalOf(of);
    }
    if (type instanceof Type.RangeOf it) {
      return new Type.RangeOf(bind(it.of(), bindings));
    }
    if (type instanceof Type.SecretOf it) {
      return new Type.SecretOf(bind(it.of(), bindings));
    }
    if (type instanceof Type.SqlOf it) {
      return new Type.SqlOf(bind(it.row(), bindings));
    }
    if (type instanceof Type.EvidenceOf it) {
      return new Type.EvidenceOf(it.name(), bind(it.about(), bindings));
    }
    return type;
  }
}
