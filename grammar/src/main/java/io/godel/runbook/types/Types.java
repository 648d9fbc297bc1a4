package io.godel.runbook.types;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks into types through and through. */
final class Types {
  private Types() {}

  /** The type with its article, for sentences: {@code an Int}. */
  static String a(Type type) {
    String name = type.shown();
    return ("aeioAEIO".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  /** Whether the type or one that it is made of is such a one. */
  static boolean any(Type type, Predicate<Type> wanted) {
    return any(type, wanted, new LinkedHashSet<>());
  }

  private static boolean any(Type type, Predicate<Type> wanted, Set<String> records) {
    if (wanted.test(type)) {
      return true;
    }
    if (type instanceof Type.RecordType record && !records.add(record.name())) {
      return false;
    }
    return parts(type).stream().anyMatch(part -> any(part, wanted, records));
  }

  private static List<Type> parts(Type type) {
    if (type instanceof Type.OptionalOf it) {
      return List.of(it.of());
    }
    if (type instanceof Type.ListOf it) {
      return List.of(it.element());
    }
    if (type instanceof Type.SetOf it) {
      return List.of(it.element());
    }
    if (type instanceof Type.MapOf it) {
      return List.of(it.key(), it.value());
    }
    if (type instanceof Type.RangeOf it) {
      return List.of(it.of());
    }
    if (type instanceof Type.SecretOf it) {
      return List.of(it.of());
    }
    if (type instanceof Type.EvidenceOf it) {
      return List.of(it.about());
    }
    if (type instanceof Type.SqlOf it) {
      return List.of(it.row());
    }
    return type instanceof Type.RecordType record
        ? record.fields().stream().map(Type.FieldType::type).toList()
        : List.of();
  }
}
