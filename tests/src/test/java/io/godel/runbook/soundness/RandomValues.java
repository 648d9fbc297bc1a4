package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.types.Type.Primitive;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Draws values of a type: everything that an action of that result type may give. */
final class RandomValues {
  private final Draw draw;

  RandomValues(Draw draw) {
    this.draw = draw;
  }

  Value of(Type type) {
    if (type instanceof Primitive primitive) {
      return primitive(primitive);
    }
    if (type instanceof Type.OptionalOf optional) {
      return draw.oneIn(2) ? new Value.None() : of(optional.of());
    }
    if (type instanceof Type.ListOf list) {
      return new Value.Items(several(list.element()));
    }
    if (type instanceof Type.SetOf set) {
      return new Value.Group(new LinkedHashSet<>(several(set.element())));
    }
    if (type instanceof Type.MapOf map) {
      Map<Value, Value> entries = new LinkedHashMap<>();
      several(map.key()).forEach(key -> entries.put(key, of(map.value())));
      return new Value.Table(entries);
    }
    if (type instanceof Type.RangeOf range) {
      return new Value.Range(of(range.of()), of(range.of()));
    }
    return named(type);
  }

  private Value named(Type type) {
    if (type instanceof Type.SecretOf secret) {
      return new Value.Secret(of(secret.of()));
    }
    if (type instanceof Type.RecordType record) {
      Map<String, Value> fields = new LinkedHashMap<>();
      record.fields().forEach(field -> fields.put(field.name(), of(field.type())));
      return new Value.Fields(record.name(), fields);
    }
    if (type instanceof Type.EnumType enumeration) {
      return new Value.Constant(enumeration.name(), draw.of(enumeration.constants()));
    }
    if (type instanceof Type.Checked checked) {
      return of(checked.base());
    }
    if (type instanceof Type.EvidenceOf evidence) {
      return new Value.Evidence(
          evidence.name(), List.of(of(evidence.about())), Instant.EPOCH, Map.of());
    }
    if (type instanceof Type.Opaque handle) {
      return handle(handle);
    }
    throw new AssertionError("no value of " + type.shown());
  }

  /** A position in a log is a handle of which the library reads a part. */
  private Value handle(Type.Opaque handle) {
    return handle.name().endsWith("Lsn")
        ? new Value.Handle(
            handle.name(),
            Map.of("position", new Value.Str(draw.from("0/0", "0/3000060", "FFFFFFFF/FFFFFFFF"))))
        : new Value.Handle(handle.name(), Map.of("name", new Value.Str("a" + draw.below(3))));
  }

  private List<Value> several(Type element) {
    List<Value> values = new ArrayList<>();
    for (int i = draw.below(4); i > 0; i--) {
      values.add(of(element));
    }
    return values;
  }

  private Value primitive(Primitive type) {
    return switch (type) {
      case BOOL -> new Value.Bool(!draw.oneIn(3));
      case INT -> new Value.Int(draw.from(0L, 1L, 3L, -7L, Long.MAX_VALUE, Long.MIN_VALUE));
      case DECIMAL -> new Value.Decimal(new BigDecimal(draw.from("0", "0.5", "-12.25", "3")));
      case STRING ->
          new Value.Str(
              draw.from("", "a", "12", "1e9", "1e-999999999", "é\n\"${x}\"", "a".repeat(20_000)));
      case DURATION ->
          new Value.Time(
              draw.from(
                  Duration.ZERO,
                  Duration.ofDays(3),
                  Duration.ofSeconds(Long.MIN_VALUE),
                  Duration.ofSeconds(Long.MAX_VALUE),
                  Duration.ofNanos(1),
                  Duration.ofSeconds(-5)));
      case BYTES -> new Value.Size(draw.from(0L, 1L, 1L << 30, Long.MAX_VALUE, Long.MIN_VALUE));
      case PERCENT -> new Value.Percent(new BigDecimal(draw.from("0", "50", "12.5", "-3")));
      case INSTANT -> new Value.Moment(draw.from(Instant.EPOCH, Instant.MAX, Instant.MIN));
      case DATE -> new Value.Day(draw.from(LocalDate.EPOCH, LocalDate.MAX));
      case REGEX -> new Value.Pattern(draw.from(".*", "(a|b)*"));
      case URL -> new Value.Address("http://localhost:3001/ready");
      case UNIT -> new Value.Unit();
      case NOTHING -> new Value.None();
      case UNKNOWN -> throw new AssertionError("no value of an unknown type");
    };
  }
}
