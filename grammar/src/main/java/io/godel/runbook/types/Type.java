package io.godel.runbook.types;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of value an expression stands for. Named types are equal when their names are. */
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
  }

  record SetOf(Type element) implements Type {
    @Override
    public String shown() {
      return "Set<" + element.shown() + ">";
    }
  }

  record MapOf(Type key, Type value) implements Type {
    @Override
    public String shown() {
      return "Map<" + key.shown() + ", " + value.shown() + ">";
    }
  }

  record OptionalOf(Type of) implements Type {
    @Override
    public String shown() {
      return of.shown() + "?";
    }
  }

  /** {@code 10..200}, both ends included. */
  record RangeOf(Type of) implements Type {
    @Override
    public String shown() {
      return "Range<" + of.shown() + ">";
    }
  }

  /** May be handed to what accepts a secret and to nothing else. */
  record SecretOf(Type of) implements Type {
    @Override
    public String shown() {
      return "Secret<" + of.shown() + ">";
    }
  }

  /** A statement whose rows are read into a record; {@code Unit} for one that gives no rows. */
  record SqlOf(Type row) implements Type {
    @Override
    public String shown() {
      return "Sql<" + row.shown() + ">";
    }
  }

  /** A value that only a passed check can make, for example {@code Fenced<pg.Server>}. */
  record EvidenceOf(String name, Type about) implements Type {
    @Override
    public String shown() {
      return name + "<" + about.shown() + ">";
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
  }

  /** A handle that only native actions make, for example {@code k8s.Deployment}. */
  record Opaque(String name, Optional<Opaque> parent) implements Type {
    @Override
    public String shown() {
      return name;
    }
  }

  /** Another type with a name of its own and a rule, for example {@code k8s.Namespace}. */
  record Checked(String name, Type base, Optional<String> pattern) implements Type {
    @Override
    public String shown() {
      return name;
    }
  }

  /** A type parameter inside a signature. */
  record Variable(String name) implements Type {
    @Override
    public String shown() {
      return name;
    }
  }

  /** The names of several types, for messages. */
  static String shown(List<Type> types) {
    return types.stream().map(Type::shown).collect(Collectors.joining(", "));
  }
}
