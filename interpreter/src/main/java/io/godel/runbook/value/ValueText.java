package io.godel.runbook.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values as people read them; secrets are dots. */
public final class ValueText {
  /** What is longer is cut, with a count of what was left out. */
  static final int ELEMENTS_MAX = 8;

  /** Of a text that is a part of something else, as many characters. */
  private static final int TEXT_MAX = 40;

  /** How parameters that say where something is are called. */
  private static final String PLACE = "in";

  private static final String[] TIME_UNITS = {"d", "h", "m", "s", "ms"};
  private static final int UNITS_BRIEF = 2;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final String[] QUANTITIES = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final long UNIT_STEP = 1024;

  private ValueText() {}

  /** As manifests have amounts of data, with the greatest unit of which it is a whole number. */
  public static String quantity(long bytes) {
    long amount = bytes;
    int unit = 0;
    while (unit < QUANTITIES.length - 1 && amount != 0 && amount % UNIT_STEP == 0) {
      amount /= UNIT_STEP;
      unit++;
    }
    return amount + QUANTITIES[unit];
  }

  /** For a sentence: strings stand without quotes. */
  public static String plain(Value value) {
    return value instanceof Value.Str text ? text.value() : shown(value);
  }

  /** As it would be written in the language where that is possible. */
  public static String shown(Value value) {
    if (value instanceof Value.Bool it) {
      return Boolean.toString(it.value());
    }
    if (value instanceof Value.Int it) {
      return Long.toString(it.value());
    }
    if (value instanceof Value.Decimal it) {
      return it.value().toPlainString();
    }
    if (value instanceof Value.Str it) {
      return quoted(it.value());
    }
    if (value instanceof Value.Time it) {
      return duration(it.value());
    }
    if (value instanceof Value.Size it) {
      return size(it.bytes());
    }
    if (value instanceof Value.Percent it) {
      return it.value().toPlainString() + "%";
    }
    if (value instanceof Value.Moment it) {
      return it.value().toString();
    }
    if (value instanceof Value.Day it) {
      return it.value().toString();
    }
    return shownCompound(value);
  }

  /** As {@link #shown}, with what a record has of long texts cut: it would hide all the rest. */
  public static String brief(Value value) {
    if (!(value instanceof Value.Fields it)) {
      return shown(value);
    }
    Map<String, Value> parts = new LinkedHashMap<>();
    it.values().forEach((name, part) -> parts.put(name, cut(part)));
    return shown(new Value.Fields(it.type(), parts));
  }

  private static Value cut(Value part) {
    return part instanceof Value.Str text && text.value().length() > TEXT_MAX
        ? new Value.Str(text.value().substring(0, TEXT_MAX) + "…")
        : part;
  }

  private static String shownCompound(Value value) {
    if (value instanceof Value.Pattern it) {
      return quoted(it.regex());
    }
    if (value instanceof Value.Address it) {
      return it.url();
    }
    if (value instanceof Value.Items it) {
      return listed(it.values(), "[", "]");
    }
    if (value instanceof Value.Group it) {
      return listed(it.values(), "[", "]");
    }
    if (value instanceof Value.Table it) {
      return it.entries().entrySet().stream()
          .limit(ELEMENTS_MAX)
          .map(entry -> shown(entry.getKey()) + ": " + shown(entry.getValue()))
          .collect(Collectors.joining(", ", "{", more(it.entries().size()) + "}"));
    }
    if (value instanceof Value.Range it) {
      return shown(it.first()) + ".." + shown(it.last());
    }
    if (value instanceof Value.Fields it) {
      return fields(it.values(), simple(it.type()) + "(", ")");
    }
    if (value instanceof Value.Constant it) {
      return it.name();
    }
    if (value instanceof Value.Handle it) {
      return handle(it);
    }
    if (value instanceof Value.Evidence it) {
      return listed(it.about(), simple(it.name()) + "(", ")");
    }
    if (value instanceof Value.Secret) {
      return "•••";
    }
    if (value instanceof Value.Statement it) {
      return "sql`" + String.join("?", it.fragments()).strip().replaceAll("\\s+", " ") + "`";
    }
    return value instanceof Value.None ? "none" : "done";
  }

  /** As kubectl would name it: {@code statefulset godel/postgres}, {@code server primary}. */
  private static String handle(Value.Handle handle) {
    return simple(handle.type()).toLowerCase(Locale.ROOT) + " " + path(handle);
  }

  /** The place comes before the name. */
  private static String path(Value.Handle handle) {
    Map<String, Value> parts = new LinkedHashMap<>(handle.identity());
    Value place = parts.remove(PLACE);
    return Stream.concat(Stream.ofNullable(place), parts.values().stream())
        .map(part -> part instanceof Value.Handle inner ? path(inner) : plain(part))
        .collect(Collectors.joining("/"));
  }

  /** A qualified name without its module. */
  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String listed(Collection<Value> values, String open, String close) {
    return values.stream()
        .limit(ELEMENTS_MAX)
        .map(ValueText::shown)
        .collect(Collectors.joining(", ", open, more(values.size()) + close));
  }

  private static String fields(Map<String, Value> values, String open, String close) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
        .collect(Collectors.joining(", ", open, close));
  }

  private static String more(int size) {
    return size > ELEMENTS_MAX ? ", … " + (size - ELEMENTS_MAX) + " more" : "";
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }

  /** The two largest units that are not zero: {@code 1h30m}, {@code 5s}, {@code 250ms}. */
  public static String duration(Duration duration) {
    return duration(duration, UNITS_BRIEF);
  }

  /** All units that are not zero, for what is promised: {@code 1h12m30s}. */
  public static String exactDuration(Duration duration) {
    return duration(duration, TIME_UNITS.length);
  }

  /**
   * @param span so many units, from the largest that is not zero on, are told
   */
  private static String duration(Duration duration, int span) {
    if (duration.toSeconds() == Long.MIN_VALUE) {
      // It is so long that its opposite does not fit.
      return duration.toString();
    }
    if (duration.isNegative()) {
      return "-" + duration(duration.negated(), span);
    }
    long[] amounts = {
      duration.toDays(),
      duration.toHoursPart(),
      duration.toMinutesPart(),
      duration.toSecondsPart(),
      duration.toMillisPart()
    };
    int first = 0;
    while (first < amounts.length && amounts[first] == 0) {
      first++;
    }
    StringBuilder out = new StringBuilder();
    for (int i = first; i < Math.min(first + span, amounts.length); i++) {
      if (amounts[i] > 0) {
        out.append(amounts[i]).append(TIME_UNITS[i]);
      }
    }
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static String size(long bytes) {
    if (bytes == Long.MIN_VALUE) {
      // It is the one amount whose opposite does not fit.
      return bytes + UNITS[0];
    }
    if (bytes < 0) {
      return "-" + size(-bytes);
    }
    int unit = 0;
    long whole = bytes;
    while (unit < UNITS.length - 1 && whole >= UNIT_STEP && whole % UNIT_STEP == 0) {
      whole /= UNIT_STEP;
      unit++;
    }
    if (whole < UNIT_STEP * 10) {
      return whole + UNITS[unit];
    }
    BigDecimal shown = BigDecimal.valueOf(whole);
    while (unit < UNITS.length - 1 && shown.compareTo(BigDecimal.valueOf(UNIT_STEP)) >= 0) {
      shown = shown.divide(BigDecimal.valueOf(UNIT_STEP), 1, java.math.RoundingMode.HALF_UP);
      unit++;
    }
    return shown.stripTrailingZeros().toPlainString() + UNITS[unit];
  }
}
