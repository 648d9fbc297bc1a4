package io.godel.runbook.types;

/**
 * Something that a name stands for while a runbook runs.
 *
 * @param id unique in its program and stable under unrelated edits: the path of names that leads to
 *     it, for example {@code failover/fence/before}
 */
public record Variable(String id, String name, Type type) {}
