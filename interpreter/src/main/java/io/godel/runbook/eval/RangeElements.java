package io.godel.runbook.eval;

import io.godel.runbook.value.Value;
import java.util.List;
import java.util.stream.LongStream;

/** The whole numbers of a range, both ends included. */
final class RangeElements {
  /** More than that nobody means to go through one by one. */
  static final long ELEMENTS_MAX = 100_000;

  private final Value.Range range;

  RangeElements(Value.Range range) {
    this.range = range;
  }

  /**
   * @throws ArithmeticException for a range that is too long to go through
   */
  List<Value> list() {
    long first = Values.integer(range.first());
    long last = Values.integer(range.last());
    if (last >= first && Math.subtractExact(last, first) >= ELEMENTS_MAX) {
      throw new ArithmeticException("a range of more than " + ELEMENTS_MAX + " numbers");
    }
    return LongStream.rangeClosed(first, last).<Value>mapToObj(Value.Int::new).toList();
  }
}
