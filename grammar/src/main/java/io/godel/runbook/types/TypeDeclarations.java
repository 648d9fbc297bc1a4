package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.TypeRef;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what modules and runbooks declare as types, in whatever order it was written. */
final class TypeDeclarations {
  private final Symbols symbols;
  private final Findings findings;
  private final Map<String, Owned> waiting = new LinkedHashMap<>();
  private final Set<String> reading = new LinkedHashSet<>();

  private record Owned(String module, Decl declaration, Name name) {}

  TypeDeclarations(Symbols symbols, Findings findings) {
    this.symbols = symbols;
    this.findings = findings;
  }

  /** Takes note of the types that are declared there. */
  void collect(String module, List<Decl> items) {
    for (Decl item : items) {
      if (item instanceof Decl.EvidenceDecl it) {
        if (symbols.evidences.put(module + "." + it.name(), module + "." + it.name()) != null) {
          twice(it.name());
        }
      } else {
        named(item).ifPresent(name -> await(module, item, name));
      }
    }
  }

  private static Optional<Name> named(Decl item) {
    if (item instanceof Decl.Record it) {
      return Optional.of(it.name());
    }
    if (item instanceof Decl.Enum it) {
      return Optional.of(it.name());
    }
    return item instanceof Decl.TypeDecl it ? Optional.of(it.name()) : Optional.empty();
  }

  private void await(String module, Decl item, Name name) {
    if (waiting.putIfAbsent(module + "." + name, new Owned(module, item, name)) != null) {
      twice(name);
    }
  }

  private void twice(Name name) {
    findings.error(Code.NAME_TWICE, name.span(), "there is a type `" + name + "` already");
  }

  /** Reads everything that was collected. */
  void read() {
    List.copyOf(waiting.keySet()).forEach(this::read);
  }

  private void read(String qualified) {
    Owned owned = waiting.get(qualified);
    if (owned == null || symbols.types.containsKey(qualified)) {
      return;
    }
    if (!reading.add(qualified)) {
      findings.error(
          Code.CYCLE, owned.name().span(), "`" + owned.name() + "` would contain itself");
      symbols.types.put(qualified, Type.Primitive.UNKNOWN);
      return;
    }
    Type type = type(owned, qualified);
    symbols.types.putIfAbsent(qualified, type);
    reading.remove(qualified);
  }

  private Type type(Owned owned, String qualified) {
    if (owned.declaration() instanceof Decl.Enum it) {
      Set<String> before = new HashSet<>();
      it.constants().stream().filter(name -> !before.add(name.text())).forEach(this::constantTwice);
      return new Type.EnumType(qualified, it.constants().stream().map(Name::text).toList());
    }
    if (owned.declaration() instanceof Decl.Record it) {
      return record(owned, qualified, it);
    }
    return typeDecl(owned, qualified, (Decl.TypeDecl) owned.declaration());
  }

  private void constantTwice(Name name) {
    findings.error(Code.NAME_TWICE, name.span(), "there is a constant `" + name + "` already");
  }

  private Type record(Owned owned, String qualified, Decl.Record record) {
    Map<String, Type.FieldType> fields = new LinkedHashMap<>();
    for (Decl.Field field : record.fields()) {
      Type type = read(owned.module(), field.type());
      String name = field.name().text();
      if (fields.putIfAbsent(name, new Type.FieldType(name, type)) != null) {
        findings.error(
            Code.NAME_TWICE, field.name().span(), "there is a field `" + name + "` already");
      }
    }
    return new Type.RecordType(qualified, List.copyOf(fields.values()));
  }

  private Type typeDecl(Owned owned, String qualified, Decl.TypeDecl decl) {
    if (decl.base().isPresent()) {
      Type base = read(owned.module(), decl.base().get());
      return new Type.Checked(qualified, base, decl.pattern().map(text -> text.plain()));
    }
    return new Type.Opaque(qualified, decl.parent().flatMap(name -> parent(owned, name)));
  }

  private Optional<Type.Opaque> parent(Owned owned, Name name) {
    String qualified = owned.module() + "." + name;
    read(qualified);
    if (symbols.types.get(qualified) instanceof Type.Opaque parent) {
      return Optional.of(parent);
    }
    findings.add(
        Diagnostic.error(
            Code.UNKNOWN_TYPE, name.span(), "`" + name + "` is no type that could be a parent"));
    return Optional.empty();
  }

  /** Reads a type, and first the ones of this collection that it is made of. */
  private Type read(String module, TypeRef ref) {
    first(module, ref);
    return new TypeReader(symbols, module, Set.of(), findings).read(ref);
  }

  private void first(String module, TypeRef ref) {
    String name = ref.dotted();
    read(name.contains(".") ? name : module + "." + name);
    ref.arguments().forEach(argument -> first(module, argument));
  }
}
