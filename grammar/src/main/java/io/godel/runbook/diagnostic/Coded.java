package io.godel.runbook.diagnostic;

/** A kind of thing that can be told of a text, under a code that people can quote. */
public interface Coded {
  /** As people quote it, for example {@code E0101}; never given a new meaning. */
  String id();

  /** What the code stands for, in one clause. */
  String summary();

  /** Whether what it points at is a secret, which nobody is shown. */
  default boolean isOfSecret() {
    return false;
  }
}
