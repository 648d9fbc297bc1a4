package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.syntax.TypeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the types that are written in a text. */
final class TypeReader {
  private static final Map<String, Type> BUILT_IN = new LinkedHashMap<>();

  static {
    for (Type.Primitive primitive : Type.Primitive.values()) {
      if (primitive != Type.Primitive.UNKNOWN && primitive != Type.Primitive.NOTHING) {
        BUILT_IN.put(primitive.shown(), primitive);
      }
    }
  }

  private static final Map<String, Integer> GENERIC =
      Map.of("List", 1, "Set", 1, "Map", 2, "Secret", 1, "Sql", 1, "Range", 1);

  private final Symbols symbols;
  private final String module;
  private final Set<String> parameters;
  private final Findings findings;

  /**
   * @param module whose names need no prefix
   * @param parameters the type parameters that are in scope
   */
  TypeReader(Symbols symbols, String module, Set<String> parameters, Findings findings) {
    this.symbols = symbols;
    this.module = module;
    this.parameters = parameters;
    this.findings = findings;
  }

  Type read(TypeRef ref) {
    Type type = readPlain(ref);
    return ref.optional() && type != Type.Primitive.UNKNOWN ? new Type.OptionalOf(type) : type;
  }

  private Type readPlain(TypeRef ref) {
    String name = ref.dotted();
    List<Type> arguments = ref.arguments().stream().map(this::read).toList();
    if (GENERIC.containsKey(name)) {
      return generic(ref, name, arguments);
    }
    Optional<String> evidence = evidence(name);
    if (evidence.isPresent()) {
      return arity(ref, name, arguments, 1)
          ? new Type.EvidenceOf(evidence.get(), arguments.get(0))
          : Type.Primitive.UNKNOWN;
    }
    Optional<Type> found = find(name);
    if (found.isEmpty()) {
      return unknown(ref, name);
    }
    arity(ref, name, arguments, 0);
    return found.get();
  }

  private Type generic(TypeRef ref, String name, List<Type> arguments) {
    if (!arity(ref, name, arguments, GENERIC.get(name))) {
      return Type.Primitive.UNKNOWN;
    }
    return switch (name) {
      case "List" -> new Type.ListOf(arguments.get(0));
      case "Set" -> new Type.SetOf(arguments.get(0));
      case "Map" -> new Type.MapOf(arguments.get(0), arguments.get(1));
      case "Secret" -> new Type.SecretOf(arguments.get(0));
      case "Range" -> new Type.RangeOf(arguments.get(0));
      default -> new Type.SqlOf(arguments.get(0));
    };
  }

  private boolean arity(TypeRef ref, String name, List<Type> arguments, int wanted) {
    if (arguments.size() == wanted) {
      return true;
    }
    findings.error(
        Code.TYPE_ARGUMENTS,
        ref.span(),
        "`%s` takes %d type argument%s, here are %d"
            .formatted(name, wanted, wanted == 1 ? "" : "s", arguments.size()));
    return false;
  }

  private Optional<String> evidence(String name) {
    return candidates(name).stream().filter(symbols.evidences::containsKey).findFirst();
  }

  private Optional<Type> find(String name) {
    if (parameters.contains(name)) {
      return Optional.of(new Type.Variable(name));
    }
    if (BUILT_IN.containsKey(name)) {
      return Optional.of(BUILT_IN.get(name));
    }
    return candidates(name).stream()
        .filter(symbols.types::containsKey)
        .findFirst()
        .map(symbols.types::get);
  }

  /** The qualified names that a name can stand for, the nearest first. */
  private List<String> candidates(String name) {
    return name.contains(".")
        ? List.of(name)
        : List.of(module + "." + name, Symbols.CORE + "." + name);
  }

  private Type unknown(TypeRef ref, String name) {
    List<String> known = new ArrayList<>(BUILT_IN.keySet());
    known.addAll(GENERIC.keySet());
    known.addAll(symbols.types.keySet());
    Diagnostic unknown =
        Diagnostic.error(Code.UNKNOWN_TYPE, ref.span(), "there is no type `" + name + "`");
    findings.add(
        Suggestion.nearest(name, known)
            .map(near -> unknown.help("did you mean `" + near + "`?"))
            .orElse(unknown));
    return Type.Primitive.UNKNOWN;
  }
}
