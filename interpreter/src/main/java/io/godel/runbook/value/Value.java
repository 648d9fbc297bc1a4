package io.godel.runbook.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an expression has become while a runbook runs. Values never change. */
public sealed interface Value {

  record Bool(boolean value) implements Value {}

  record Int(long value) implements Value {}

  record Decimal(BigDecimal value) implements Value {}

  record Str(String value) implements Value {}

  record Time(Duration value) implements Value {}

  /** An amount of data, in bytes. */
  record Size(long bytes) implements Value {}

  /** In hundredths of the whole: 50 % is 50. */
  record Percent(BigDecimal value) implements Value {}

  record Moment(Instant value) implements Value {}

  record Day(LocalDate value) implements Value {}

  record Pattern(String regex) implements Value {}

  record Address(String url) implements Value {}

  /** The result of what gives nothing back. */
  record Unit() implements Value {}

  record None() implements Value {}

  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** In the order of insertion. */
  record Group(Set<Value> values) implements Value {
    public Group {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /** In the order of insertion. */
  record Table(Map<Value, Value> entries) implements Value {
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** Both ends included. */
  record Range(Value first, Value last) implements Value {}

  /**
   * @param type the qualified name, for example {@code pg.Replication}
   */
  record Fields(String type, Map<String, Value> values) implements Value {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Value field(String name) {
      Value value = values.get(name);
      if (value == null) {
        throw new AssertionError(type + " has no field " + name);
      }
      return value;
    }
  }

  record Constant(String type, String name) implements Value {}

  /**
   * Something in the world, by what it is called: made by a pure native action, never looked into
   * by the language.
   *
   * @param type the qualified name, for example {@code k8s.Deployment}
   * @param identity what tells it from others, for example namespace and name
   */
  record Handle(String type, Map<String, Value> identity) implements Value {
    public Handle {
      identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
    }

    public Value part(String name) {
      Value value = identity.get(name);
      if (value == null) {
        throw new AssertionError(type + " has no " + name);
      }
      return value;
    }
  }

  /**
   * What a passed check leaves behind.
   *
   * @param name for example {@code pg.Fenced}
   * @param about what it speaks of; a later effect on one of these kills it
   * @param at when the check was made
   * @param facts what was seen, for people and for conditional writes (uid, resource version, …)
   */
  record Evidence(String name, List<Value> about, Instant at, Map<String, Value> facts)
      implements Value {
    public Evidence {
      about = List.copyOf(about);
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }

  /** Never shown, never written: its text is dots wherever somebody asks for it. */
  record Secret(Value hidden) implements Value {
    @Override
    public String toString() {
      return "•••";
    }
  }

  /** A statement with its bound parameters: fragment, parameter, …, fragment. */
  record Statement(List<String> fragments, List<Value> parameters, Optional<RowShape> row)
      implements Value {
    public Statement {
      fragments = List.copyOf(fragments);
      parameters = List.copyOf(parameters);
    }
  }

  /** The record that a row is read into: field names and the shown names of their types. */
  record RowShape(String type, Map<String, String> fields) {
    public RowShape {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
