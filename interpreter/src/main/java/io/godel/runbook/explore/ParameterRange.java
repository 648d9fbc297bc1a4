package io.godel.runbook.explore;

import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of which an operator may give any value between two, both of them included.
 *
 * @param written as the operator wrote it
 */
public record ParameterRange(Variable variable, Value low, Value high, String written) {
  private static final String TO = "..";

  /**
   * One of the two.
   *
   * @param problem what is wrong with what was written, in a sentence
   */
  public record Read(Optional<ParameterRange> range, Optional<String> problem) {
    private static Read wrong(String problem) {
      return new Read(Optional.empty(), Optional.of(problem));
    }
  }

  /** Whether a value of that parameter is written as a range: a text may have points in it. */
  public static boolean isOne(Variable variable, String written) {
    return written.contains(TO) && ValueLine.of(variable.type()).isPresent();
  }

  public static Read read(Variable variable, String written) {
    ValueLine line = ValueLine.of(variable.type()).orElseThrow();
    int dots = written.indexOf(TO);
    List<String> ends =
        List.of(written.substring(0, dots).strip(), written.substring(dots + TO.length()).strip());
    for (String end : ends) {
      if (line.read(end).isEmpty()) {
        return Read.wrong(
            "`%s` is no range of %s: `%s` is no %s; write both ends, as %s"
                .formatted(
                    written,
                    variable.type().shown(),
                    end,
                    variable.type().shown(),
                    line.example()));
      }
    }
    Value low = line.read(ends.get(0)).orElseThrow();
    Value high = line.read(ends.get(1)).orElseThrow();
    ValueLine fine = line.with(low).with(high);
    Optional<Long> first = fine.place(low);
    Optional<Long> last = fine.place(high);
    if (first.isEmpty() || last.isEmpty()) {
      return Read.wrong("`" + written + "` is too large a range");
    }
    return first.get() > last.get()
        ? Read.wrong("`" + written + "` is an empty range: the first value is the greater one")
        : new Read(Optional.of(new ParameterRange(variable, low, high, written)), Optional.empty());
  }

  public String name() {
    return variable.name();
  }

  /** As an operator writes it. */
  public String first() {
    return line().written(line().place(low).orElseThrow());
  }

  /** As an operator writes it. */
  public String last() {
    return line().written(line().place(high).orElseThrow());
  }

  /** The values between its ends, with room for those right beside them. */
  ValueLine line() {
    return ValueLine.of(variable.type()).orElseThrow().with(low).with(high);
  }
}
