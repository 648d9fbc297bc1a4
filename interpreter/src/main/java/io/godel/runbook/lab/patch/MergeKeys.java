package io.godel.runbook.lab.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what the items of lists are told apart when lists are merged; a list that is not here is
 * replaced as a whole.
 *
 * <p>From the fields {@code patchMergeKey} and {@code listMapKeys} of the Kubernetes API types.
 */
public final class MergeKeys {
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("secrets", List.of("name")));

  private MergeKeys() {}

  /**
   * @param list the name of the field that holds the list
   * @param parent the name of the field that holds the object of that field
   */
  public static Optional<String> of(String list, String parent) {
    if (list.equals("ports")) {
      // Containers and Services both have ports, which are told apart by different fields.
      return Optional.of(parent.equals("spec") ? "port" : "containerPort");
    }
    return Optional.ofNullable(KEYS.get(list)).map(keys -> keys.get(0));
  }
}
