package io.godel.runbook.soundness;

import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Values of a type. */
final class RandomValues {
  private static final Instant DAY = Instant.parse("2026-11-23T03:00:00Z");

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  Value of(Type type) {
    if (type instanceof Type.Primitive primitive) {
      return primitive(primitive);
    }
    if (type instanceof Type.OptionalOf it) {
      return random.nextInt(3) == 0 ? new Value.None() : of(it.of());
    }
    if (type instanceof Type.ListOf it) {
      return new Value.Items(
          IntStream.range(0, random.nextInt(4)).mapToObj(i -> of(it.element())).toList());
    }
    if (type instanceof Type.MapOf it) {
      Map<Value, Value> entries = new LinkedHashMap<>();
      entries.put(of(it.key()), of(it.value()));
      entries.put(new Value.Str("A"), of(it.value()));
      return new Value.Table(entries);
    }
    if (type instanceof Type.RecordType it) {
      Map<String, Value> fields = new LinkedHashMap<>();
      it.fields().forEach(field -> fields.put(field.name(), of(field.type())));
      return new Value.Fields(it.name(), fields);
    }
    if (type instanceof Type.EnumType it) {
      return new Value.Constant(
          it.name(), it.constants().get(random.nextInt(it.constants().size())));
    }
    if (type instanceof Type.Checked it) {
      return of(it.base());
    }
    throw new AssertionError("the generated programs ask for no " + type.shown());
  }

  private Value primitive(Type.Primitive type) {
    int n = random.nextInt(50) - 5;
    return switch (type) {
      case BOOL -> new Value.Bool(random.nextInt(4) != 0);
      case INT -> new Value.Int(random.nextInt(40) == 0 ? Long.MAX_VALUE : n);
      case DECIMAL -> new Value.Decimal(BigDecimal.valueOf(n, 1));
      case STRING -> new Value.Str(random.nextBoolean() ? "s" + n : "");
      case DURATION -> new Value.Time(Duration.ofSeconds(n));
      case BYTES -> new Value.Size(random.nextInt(40) == 0 ? Long.MAX_VALUE : n);
      case PERCENT -> new Value.Percent(BigDecimal.valueOf(n));
      case INSTANT -> new Value.Moment(DAY.plusSeconds(n));
      case DATE -> new Value.Day(java.time.LocalDate.of(2026, 11, 23));
      case UNIT -> new Value.Unit();
      case REGEX -> new Value.Pattern("s.*");
      case URL -> new Value.Address("http://localhost/");
      case NOTHING, UNKNOWN -> throw new AssertionError("no action gives " + type);
    };
  }

  /** An answer to a question of a manual task, which are all of whole numbers. */
  static Map<String, Value> answers(List<String> names, Random random) {
    Map<String, Value> answers = new LinkedHashMap<>();
    names.forEach(name -> answers.put(name, new Value.Int(random.nextInt(10))));
    return answers;
  }
}
