package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/** Objects as they would have to be applied to make them again. */
final class Manifest {
  private static final int SIZE_MAX = 1 << 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the server gives an object, and nobody else. */
  private static final List<String> SERVERS_OWN =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "managedFields");

  /** What ties a claim to the volume that it has; made again it gets another one. */
  private static final List<String> OF_THE_VOLUME =
      List.of(
          "pv.kubernetes.io/bind-completed",
          "pv.kubernetes.io/bound-by-controller",
          "volume.beta.kubernetes.io/storage-provisioner",
          "volume.kubernetes.io/storage-provisioner",
          "volume.kubernetes.io/selected-node");

  private Manifest() {}

  static String clean(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(SERVERS_OWN);
    }
    if (copy.path("kind").asText().equals("PersistentVolumeClaim")) {
      withoutVolume(copy);
    }
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Map<?, ?> tree = MAPPER.convertValue(copy, LinkedHashMap.class);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .dump(tree);
  }

  private static void withoutVolume(ObjectNode claim) {
    if (claim.path("spec") instanceof ObjectNode spec) {
      spec.remove("volumeName");
    }
    if (claim.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove(OF_THE_VOLUME);
    }
  }

  /** Empty for a text that is no object. */
  static Optional<ObjectNode> read(String yaml) {
    if (yaml.length() > SIZE_MAX) {
      return Optional.empty();
    }
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      Object tree = new Yaml(new SafeConstructor(options)).load(yaml);
      return MAPPER.valueToTree(tree) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (YAMLException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
