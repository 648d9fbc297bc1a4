package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes a term be of the type that its place asks for, or says why it cannot be. */
final class Coercion {
  private final Findings findings;

  Coercion(Findings findings) {
    this.findings = findings;
  }

  /**
   * An acting call in the place of a value is left to {@link ReadOnly}.
   *
   * @param role what stands in the place, for the message: {@code `within`}
   */
  Term to(Term term, Type wanted, String role) {
    return to(term, wanted, new LinkedHashMap<>(), role);
  }

  Term to(Term term, Type wanted, Map<String, Type> bindings, String role) {
    Optional<Term> literal = literal(term, Assignability.bind(wanted, bindings));
    if (literal.isPresent()) {
      return literal.get();
    }
    if (Assignability.fits(wanted, term.type(), bindings)) {
      return term;
    }
    boolean acts = term instanceof Term.Invoke invoke && invoke.action().effect().acts();
    if (!acts || term.type() != Type.Primitive.UNIT) {
      findings.add(mismatch(term, Assignability.bind(wanted, bindings), role));
    }
    return new Term.Converted(term, Type.Primitive.UNKNOWN, term.span());
  }

  /** What is written down can become more than what has been computed. */
  private Optional<Term> literal(Term term, Type wanted) {
    Type of = wanted instanceof Type.OptionalOf optional ? optional.of() : wanted;
    if (of == Type.Primitive.DECIMAL && term.type() == Type.Primitive.INT) {
      return Optional.of(new Term.Converted(term, of, term.span()));
    }
    if (!(term instanceof Term.Chars chars)) {
      return Optional.empty();
    }
    if (of == Type.Primitive.REGEX) {
      return Optional.of(regex(chars));
    }
    if (of == Type.Primitive.URL) {
      return Optional.of(url(chars));
    }
    if (of instanceof Type.Checked checked && checked.base() == Type.Primitive.STRING) {
      return Optional.of(checked(chars, checked));
    }
    return Optional.empty();
  }

  private Term regex(Term.Chars chars) {
    try {
      Pattern.compile(chars.value());
    } catch (PatternSyntaxException malformed) {
      findings.error(
          Code.BAD_REGEX,
          chars.span(),
          "this is no regular expression: " + malformed.getDescription());
    }
    return new Term.Converted(chars, Type.Primitive.REGEX, chars.span());
  }

  private Term url(Term.Chars chars) {
    try {
      URI uri = new URI(chars.value());
      if (uri.getScheme() == null || uri.getHost() == null) {
        findings.add(
            Diagnostic.error(Code.BAD_URL, chars.span(), "this URL names no scheme or no host")
                .help("for example \"http://localhost:3001/ready\""));
      }
    } catch (URISyntaxException malformed) {
      findings.error(Code.BAD_URL, chars.span(), "this is no URL: " + malformed.getReason());
    }
    return new Term.Converted(chars, Type.Primitive.URL, chars.span());
  }

  private Term checked(Term.Chars chars, Type.Checked type) {
    if (type.pattern().isPresent() && !chars.value().matches(type.pattern().get())) {
      findings.add(
          Diagnostic.error(
                  Code.PATTERN_NOT_MATCHED,
                  chars.span(),
                  "\"" + chars.value() + "\" is no `" + type.shown() + "`")
              .help("it has to match " + type.pattern().get()));
    }
    return new Term.Converted(chars, type, chars.span());
  }

  private static Diagnostic mismatch(Term term, Type wanted, String role) {
    if (Secrets.inside(term.type()) && !Secrets.inside(wanted)) {
      return Secrets.shown(term.span(), term.type(), role + " does not accept a secret");
    }
    if (wanted instanceof Type.SecretOf && term instanceof Term.Chars) {
      return Diagnostic.error(
              Code.SECRET_SHOWN, term.span(), "a secret would stand here for everyone to read")
          .help("leave it out: it is given when the runbook is started");
    }
    Optional<Diagnostic> unit = Units.missing(term, wanted);
    if (unit.isPresent()) {
      return unit.get();
    }
    Diagnostic mismatch =
        Diagnostic.error(
                Code.WRONG_TYPE, term.span(), "%s has to be %s".formatted(role, Types.a(wanted)))
            .here("this is " + Types.a(term.type()));
    return advice(term, wanted).map(mismatch::help).orElse(mismatch);
  }

  private static Optional<String> advice(Term term, Type wanted) {
    if (term.type() instanceof Type.OptionalOf optional
        && Assignability.fits(wanted, optional.of(), new LinkedHashMap<>())) {
      return Optional.of("it may be none: test it first (`!= none`), or give a default with `??`");
    }
    if (wanted == Type.Primitive.INT
        && term instanceof Term.Chars chars
        && chars.value().matches("\\d+")) {
      return Optional.of(
          "a string is never a number: write `" + chars.value() + "` without quotes");
    }
    if (wanted == Type.Primitive.BOOL && term instanceof Term.Chars chars) {
      return chars.value().equals("true") || chars.value().equals("false")
          ? Optional.of("a string is never a Bool: write `" + chars.value() + "` without quotes")
          : Optional.empty();
    }
    if (wanted == Type.Primitive.STRING) {
      return Optional.of("put it into a string: `\"${…}\"`");
    }
    return Optional.empty();
  }

  /** The type that both can be used as. */
  Type join(Term left, Term right, String role) {
    return join(List.of(left, right), Type.Primitive.UNKNOWN, role);
  }

  Type join(List<Term> terms, Type hint, String role) {
    if (hint != Type.Primitive.UNKNOWN && !(hint instanceof Type.Variable)) {
      return hint;
    }
    Type joined = Type.Primitive.UNKNOWN;
    for (Term term : terms) {
      Optional<Type> wider = wider(joined, term.type());
      if (wider.isEmpty()) {
        findings.add(
            Diagnostic.error(Code.NO_COMMON_TYPE, term.span(), role + " have to be of one type")
                .here(
                    "this is %s, before it stands %s"
                        .formatted(Types.a(term.type()), Types.a(joined))));
        return Type.Primitive.UNKNOWN;
      }
      joined = wider.get();
    }
    return joined;
  }

  private static Optional<Type> wider(Type left, Type right) {
    if (left == Type.Primitive.UNKNOWN) {
      return Optional.of(right);
    }
    if (left == Type.Primitive.NOTHING) {
      return Optional.of(right instanceof Type.OptionalOf ? right : new Type.OptionalOf(right));
    }
    if (right == Type.Primitive.NOTHING) {
      return Optional.of(left instanceof Type.OptionalOf ? left : new Type.OptionalOf(left));
    }
    if (Assignability.fits(left, right, new LinkedHashMap<>())) {
      return Optional.of(left);
    }
    if (left == Type.Primitive.INT && right == Type.Primitive.DECIMAL) {
      return Optional.of(right);
    }
    if (left == Type.Primitive.DECIMAL && right == Type.Primitive.INT) {
      return Optional.of(left);
    }
    return Assignability.fits(right, left, new LinkedHashMap<>())
        ? Optional.of(right)
        : parentOf(left, right);
  }

  private static Optional<Type> parentOf(Type left, Type right) {
    return left instanceof Type.Opaque child && child.parent().isPresent()
        ? wider(child.parent().get(), right)
        : Optional.empty();
  }
}
