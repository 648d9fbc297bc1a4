package io.godel.runbook.types;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about terms and changes of them; a term itself never changes. */
public final class Terms {
  private Terms() {}

  /** What evaluating the term does to the world. */
  public static Effect effect(Term term) {
    Effect effect = Effect.PURE;
    if (term instanceof Term.Invoke invoke) {
      effect = invoke.action().effect();
    }
    for (Term part : parts(term)) {
      effect = effect.and(effect(part));
    }
    return effect;
  }

  /** Whether two terms are the same but for where they stand. */
  public static boolean same(Term left, Term right) {
    if (left instanceof Term.Converted converted) {
      return same(converted.value(), right);
    }
    if (right instanceof Term.Converted converted) {
      return same(left, converted.value());
    }
    if (left.getClass() != right.getClass() || !head(left).equals(head(right))) {
      return false;
    }
    List<Term> a = parts(left);
    List<Term> b = parts(right);
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Puts terms in the place of variables. */
  public static Term substitute(Term term, Map<Variable, Term> replacements) {
    if (term instanceof Term.Use use && replacements.containsKey(use.variable())) {
      return replacements.get(use.variable());
    }
    if (replacements.isEmpty()) {
      return term;
    }
    Map<Term, Term> parts = new IdentityHashMap<>();
    for (Term part : parts(term)) {
      parts.put(part, substitute(part, replacements));
    }
    return rebuilt(term, parts);
  }

  /**
   * The same term with other parts.
   *
   * @param parts the new part for each direct part that changes, by identity
   */
  public static Term rebuilt(Term term, Map<Term, Term> parts) {
    return term.accept(new Rebuild(parts));
  }

  /** The terms that a term is directly made of, in order. */
  public static List<Term> parts(Term term) {
    return term.accept(PARTS);
  }

  /** What a term says besides its parts. */
  private static Object head(Term term) {
    if (term instanceof Term.Constant it) {
      return it.value();
    }
    if (term instanceof Term.Chars it) {
      return it.value();
    }
    if (term instanceof Term.Use it) {
      return it.variable();
    }
    if (term instanceof Term.Invoke it) {
      return it.action();
    }
    if (term instanceof Term.FieldOf it) {
      return it.field();
    }
    if (term instanceof Term.EnumConstant it) {
      return it.constant();
    }
    if (term instanceof Term.Unary it) {
      return it.operator();
    }
    if (term instanceof Term.Binary it) {
      return it.operator();
    }
    if (term instanceof Term.Sql it) {
      return it.fragments();
    }
    if (term instanceof Term.Quantified it) {
      return it.quantifier();
    }
    if (term instanceof Term.Match it) {
      return it.arms().stream().map(Term.Arm::constant).toList();
    }
    return term.type();
  }

  private static final Term.Visitor<List<Term>> PARTS =
      new Term.Visitor<>() {
        @Override
        public List<Term> visitConstant(Term.Constant constant) {
          return List.of();
        }

        @Override
        public List<Term> visitText(Term.TextOf text) {
          return text.pieces();
        }

        @Override
        public List<Term> visitChars(Term.Chars chars) {
          return List.of();
        }

        @Override
        public List<Term> visitSql(Term.Sql sql) {
          return sql.parameters();
        }

        @Override
        public List<Term> visitUse(Term.Use use) {
          return List.of();
        }

        @Override
        public List<Term> visitInvoke(Term.Invoke invoke) {
          return invoke.arguments();
        }

        @Override
        public List<Term> visitMake(Term.Make make) {
          return make.values();
        }

        @Override
        public List<Term> visitField(Term.FieldOf field) {
          return List.of(field.receiver());
        }

        @Override
        public List<Term> visitElement(Term.ElementOf element) {
          return List.of(element.receiver(), element.key());
        }

        @Override
        public List<Term> visitEnumConstant(Term.EnumConstant constant) {
          return List.of();
        }

        @Override
        public List<Term> visitUnary(Term.Unary unary) {
          return List.of(unary.operand());
        }

        @Override
        public List<Term> visitBinary(Term.Binary binary) {
          return List.of(binary.left(), binary.right());
        }

        @Override
        public List<Term> visitConditional(Term.Conditional it) {
          return List.of(it.condition(), it.whenTrue(), it.whenFalse());
        }

        @Override
        public List<Term> visitQuantified(Term.Quantified it) {
          return with(List.of(it.domain()), it.condition());
        }

        @Override
        public List<Term> visitComprehension(Term.Comprehension it) {
          return with(List.of(it.element(), it.domain()), it.condition());
        }

        @Override
        public List<Term> visitList(Term.ListOf list) {
          return list.elements();
        }

        @Override
        public List<Term> visitMap(Term.MapOf map) {
          List<Term> parts = new ArrayList<>();
          map.entries().forEach(entry -> parts.addAll(List.of(entry.key(), entry.value())));
          return parts;
        }

        @Override
        public List<Term> visitMatch(Term.Match match) {
          List<Term> parts = new ArrayList<>();
          parts.add(match.subject());
          match.arms().forEach(arm -> parts.add(arm.value()));
          match.otherwise().ifPresent(parts::add);
          return parts;
        }

        @Override
        public List<Term> visitConverted(Term.Converted converted) {
          return List.of(converted.value());
        }

        private List<Term> with(List<Term> parts, Optional<Term> more) {
          List<Term> all = new ArrayList<>(parts);
          more.ifPresent(all::add);
          return all;
        }
      };
}
