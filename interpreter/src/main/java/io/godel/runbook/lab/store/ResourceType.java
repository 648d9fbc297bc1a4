package io.godel.runbook.lab.store;

import java.util.List;

/**
 * A kind of objects that an API server keeps.
 *
 * @param group empty for the core of the API
 * @param plural as it stands in paths
 * @param isNamespaced whether its objects belong to a namespace
 * @param counts whether its objects have a generation
 * @param subresources what else can be asked of one object
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean isNamespaced,
    boolean counts,
    List<String> shortNames,
    List<String> subresources) {

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    subresources = List.copyOf(subresources);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages call it: {@code deployments.apps}. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** As messages about invalid objects call it: {@code Deployment.apps}. */
  public String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  public String singular() {
    return kind.toLowerCase(java.util.Locale.ROOT);
  }
}
