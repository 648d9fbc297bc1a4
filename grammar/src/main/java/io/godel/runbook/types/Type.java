package io.godel.runbook.types;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What kind of value an expression stands for. Named types are equal when their names are.
 *
 * <p>Equality is written out: what Java makes for a record by itself is put together at run time,
 * and for all of these that took a tenth of a cold check.
 */
public sealed interface Type {

  /** As a person writes it. */
  String shown();

  /** The types that need no declaration. */
  enum Primitive implements Type {
    BOOL("Bool"),
    INT("Int"),
    DECIMAL("Decimal"),
    STRING("String"),
    DURATION("Duration"),
    BYTES("Bytes"),
    PERCENT("Percent"),
    INSTANT("Instant"),
    DATE("Date"),
    REGEX("Regex"),
    URL("Url"),
    /** The result of an action that gives nothing back. */
    UNIT("Unit"),
    /** The type of {@code none}: an optional of anything. */
    NOTHING("Nothing"),
    /** Stands where an error was reported; agrees with everything, so that one error is one. */
    UNKNOWN("?");

    private final String shown;

    Primitive(String shown) {
      this.shown = shown;
    }

    @Override
    public String shown() {
      return shown;
    }
  }

  record ListOf(Type element) implements Type {
    @Override
    public String shown() {
      return "List<" + element.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ListOf that && element.equals(that.element);
    }

    @Override
    public int hashCode() {
      return 31 * element.hashCode() + 1;
    }
  }

  record SetOf(Type element) implements Type {
    @Override
    public String shown() {
      return "Set<" + element.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SetOf that && element.equals(that.element);
    }

    @Override
    public int hashCode() {
      return 31 * element.hashCode() + 2;
    }
  }

  record MapOf(Type key, Type value) implements Type {
    @Override
    public String shown() {
      return "Map<" + key.shown() + ", " + value.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MapOf that && key.equals(that.key) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * key.hashCode() + value.hashCode();
    }
  }

  record OptionalOf(Type of) implements Type {
    @Override
    public String shown() {
      return of.shown() + "?";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OptionalOf that && of.equals(that.of);
    }

    @Override
    public int hashCode() {
      return 31 * of.hashCode() + 3;
    }
  }

  /** {@code 10..200}, both ends included. */
  record RangeOf(Type of) implements Type {
    @Override
    public String shown() {
      return "Range<" + of.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RangeOf that && of.equals(that.of);
    }

    @Override
    public int hashCode() {
      return 31 * of.hashCode() + 4;
    }
  }

  /** May be handed to what accepts a secret and to nothing else. */
  record SecretOf(Type of) implements Type {
    @Override
    public String shown() {
      return "Secret<" + of.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SecretOf that && of.equals(that.of);
    }

    @Override
    public int hashCode() {
      return 31 * of.hashCode() + 5;
    }
  }

  /** A statement whose rows are read into a record; {@code Unit} for one that gives no rows. */
  record SqlOf(Type row) implements Type {
    @Override
    public String shown() {
      return "Sql<" + row.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SqlOf that && row.equals(that.row);
    }

    @Override
    public int hashCode() {
      return 31 * row.hashCode() + 6;
    }
  }

  /** A value that only a passed check can make, for example {@code Fenced<pg.Server>}. */
  record EvidenceOf(String name, Type about) implements Type {
    @Override
    public String shown() {
      return name + "<" + about.shown() + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof EvidenceOf that && name.equals(that.name) && about.equals(that.about);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + about.hashCode();
    }
  }

  /**
   * @param name qualified by its module, for example {@code pg.Replication}
   */
  record RecordType(String name, List<FieldType> fields) implements Type {
    public RecordType {
      fields = List.copyOf(fields);
    }

    public Optional<Type> field(String wanted) {
      return fields.stream()
          .filter(field -> field.name().equals(wanted))
          .map(FieldType::type)
          .findFirst();
    }

    @Override
    public String shown() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RecordType that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  record FieldType(String name, Type type) {}

  record EnumType(String name, List<String> constants) implements Type {
    public EnumType {
      constants = List.copyOf(constants);
    }

    @Override
    public String shown() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof EnumType that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** A handle that only native actions make, for example {@code k8s.Deployment}. */
  record Opaque(String name, Optional<Opaque> parent) implements Type {
    @Override
    public String shown() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Opaque that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** Another type with a name of its own and a rule, for example {@code k8s.Namespace}. */
  record Checked(String name, Type base, Optional<String> pattern) implements Type {
    @Override
    public String shown() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Checked that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** A type parameter inside a signature. */
  record Variable(String name) implements Type {
    @Override
    public String shown() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Variable that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** The names of several types, for messages. */
  static String shown(List<Type> types) {
    return types.stream().map(Type::shown).collect(Collectors.joining(", "));
  }
}
