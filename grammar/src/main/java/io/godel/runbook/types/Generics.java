package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at what the type parameters of a call have come to stand for. */
final class Generics {
  private static final Set<Type> SUMMED =
      Set.of(
          Type.Primitive.INT,
          Type.Primitive.DECIMAL,
          Type.Primitive.DURATION,
          Type.Primitive.BYTES,
          Type.Primitive.PERCENT);

  private static final Map<String, Set<Type>> DEMANDS =
      Map.of(
          "core.sum",
          SUMMED,
          "core.min",
          OperatorChecker.ORDERED,
          "core.max",
          OperatorChecker.ORDERED);

  private Generics() {}

  /**
   * @param bindings what each type parameter stands for
   */
  static void check(
      Action action, Map<String, Type> bindings, Type result, Span span, Findings findings) {
    for (String parameter : action.typeParameters()) {
      Type bound = bindings.getOrDefault(parameter, Type.Primitive.UNKNOWN);
      if (bound == Type.Primitive.UNKNOWN) {
        untold(action, span, findings);
      } else if (bound == Type.Primitive.UNIT) {
        noRow(action, span, findings);
      } else if (Secrets.inside(bound) && !Secrets.inside(result)) {
        findings.add(
            Secrets.shown(
                span, bound, "`%s` would show a secret".formatted(action.qualifiedName())));
      } else {
        allowed(action, bound, span, findings);
      }
    }
  }

  private static void untold(Action action, Span span, Findings findings) {
    findings.add(
        Diagnostic.error(
                Code.WRONG_TYPE,
                span,
                "nothing tells of what type the elements of this `%s` are".formatted(action.name()))
            .help("give the list a name and a type first: `let xs: List<Int> = []`"));
  }

  private static void noRow(Action action, Span span, Findings findings) {
    findings.add(
        Diagnostic.error(
                Code.SQL_ROW_NOT_A_RECORD,
                span,
                "nothing says what the rows of this `%s` are read into"
                    .formatted(action.qualifiedName()))
            .help("declare a record with one field for each column and write `as` behind the SQL"));
  }

  private static void allowed(Action action, Type bound, Span span, Findings findings) {
    Set<Type> demanded = DEMANDS.getOrDefault(action.qualifiedName(), Set.of(bound));
    if (!demanded.contains(bound)) {
      List<String> names = demanded.stream().map(Type::shown).sorted().toList();
      findings.add(
          Diagnostic.error(
                  Code.WRONG_TYPE,
                  span,
                  "`%s` does not go with %s".formatted(action.name(), Types.a(bound)))
              .help("it goes with " + String.join(", ", names)));
    }
  }
}
