package io.godel.runbook.types;

/**
 * Something that a name stands for while a runbook runs.
 *
 * @param id unique in its program and stable under unrelated edits: the path of names that leads to
 *     it, for example {@code failover/fence/before}
 */
public record Variable(String id, String name, Type type) {
  // Written out as for the types: what Java makes by itself is put together at run time.

  @Override
  public boolean equals(Object other) {
    return other instanceof Variable that
        && id.equals(that.id)
        && name.equals(that.name)
        && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
