package io.godel.runbook.inventory;

import io.godel.runbook.source.Span;

/**
 * An object of whatever kind.
 *
 * @param namespace {@code default} where none is said
 * @param span of its name
 */
public record KubernetesObject(String kind, String name, String namespace, Tree tree, Span span) {
  static final String DEFAULT_NAMESPACE = "default";
}
