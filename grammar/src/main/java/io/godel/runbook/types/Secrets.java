package io.godel.runbook.types;

/** Finds secrets inside of types. */
final class Secrets {
  private Secrets() {}

  static boolean inside(Type type) {
    if (type instanceof Type.SecretOf) {
      return true;
    }
    if (type instanceof Type.OptionalOf it) {
      return inside(it.of());
    }
    if (type instanceof Type.ListOf it) {
      return inside(it.element());
    }
    if (type instanceof Type.SetOf it) {
      return inside(it.element());
    }
    if (type instanceof Type.MapOf it) {
      return inside(it.key()) || inside(it.value());
    }
    return type instanceof Type.RecordType record
        && record.fields().stream().anyMatch(field -> inside(field.type()));
  }
}
