package io.godel.runbook.lint;

import io.godel.runbook.syntax.Stmt;

/**
 * A block that may be left out, or be run beside others, or more than once.
 *
 * @param owner the statement that it is a block of
 * @param block which one of its blocks, from 0
 */
public record Region(Stmt owner, int block) {

  /** Two regions are the same when they are the same block of the same statement. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Region that && owner == that.owner && block == that.block;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(owner) + block;
  }
}
