package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.godel.runbook.lab.store.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields documents have and of what types, by the classes that clients have for them. */
final class KnownFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, Class<?>> CLASSES =
      Stream.of(
              ConfigMap.class,
              Endpoints.class,
              Event.class,
              Namespace.class,
              Node.class,
              PersistentVolumeClaim.class,
              Pod.class,
              Secret.class,
              Service.class,
              ServiceAccount.class,
              Deployment.class,
              ReplicaSet.class,
              StatefulSet.class,
              HorizontalPodAutoscaler.class,
              Lease.class,
              Ingress.class,
              ClusterRole.class,
              ClusterRoleBinding.class,
              Role.class,
              RoleBinding.class)
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  /** Objects of Java that are plain values in JSON, whatever they have for fields. */
  private static final Set<Class<?>> VALUES =
      Set.of(IntOrString.class, MicroTime.class, Quantity.class, Object.class);

  private final Map<JavaType, Map<String, JavaType>> known = new HashMap<>();

  /**
   * What does not fit, as paths and words.
   *
   * @param unknown fields that do not exist
   * @param wrong fields with values of another type
   */
  record Misfits(List<String> unknown, List<String> wrong) {}

  /** Takes the unknown fields out of the document. */
  Misfits prune(ResourceType type, ObjectNode document) {
    Misfits misfits = new Misfits(new ArrayList<>(), new ArrayList<>());
    Class<?> shape = CLASSES.get(type.kind());
    if (shape != null) {
      walk(MAPPER.constructType(shape), document, "", misfits);
    }
    return misfits;
  }

  private void walk(JavaType type, JsonNode node, String path, Misfits misfits) {
    if (node.isNull() || VALUES.contains(type.getRawClass())) {
      return;
    }
    if (type.isMapLikeType()) {
      entries(type.getContentType(), node, path, misfits);
    } else if (type.isCollectionLikeType()) {
      items(type.getContentType(), node, path, misfits);
    } else if (!isPlain(type)) {
      fields(type, node, path, misfits);
    } else if (!fits(type.getRawClass(), node)) {
      misfits.wrong().add(mismatch(node, path, name(type.getRawClass())));
    }
  }

  private static boolean isPlain(JavaType type) {
    return type.isPrimitive()
        || type.isEnumType()
        || type.getRawClass().getName().startsWith("java.");
  }

  private static boolean fits(Class<?> type, JsonNode node) {
    return switch (name(type)) {
      case "string" -> node.isTextual();
      case "bool" -> node.isBoolean();
      case "int32" -> node.isIntegralNumber() && node.canConvertToInt();
      case "int64" -> node.isIntegralNumber() && node.canConvertToLong();
      default -> true;
    };
  }

  private static String name(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "string";
      case "Boolean", "boolean" -> "bool";
      case "Integer", "int" -> "int32";
      case "Long", "long" -> "int64";
      default -> type.getSimpleName();
    };
  }

  private static String mismatch(JsonNode node, String path, String wanted) {
    String is =
        node.isTextual()
            ? "string"
            : node.isNumber()
                ? "number"
                : node.isBoolean() ? "bool" : node.isArray() ? "array" : "object";
    return "cannot unmarshal %s into Go struct field %s of type %s".formatted(is, path, wanted);
  }

  private void entries(JavaType type, JsonNode node, String path, Misfits misfits) {
    if (!node.isObject()) {
      misfits.wrong().add(mismatch(node, path, "map"));
      return;
    }
    node.properties()
        .forEach(entry -> walk(type, entry.getValue(), path + "." + entry.getKey(), misfits));
  }

  private void items(JavaType type, JsonNode node, String path, Misfits misfits) {
    if (!node.isArray()) {
      misfits.wrong().add(mismatch(node, path, "slice"));
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      walk(type, node.get(i), path + "[" + i + "]", misfits);
    }
  }

  private void fields(JavaType type, JsonNode node, String path, Misfits misfits) {
    if (!(node instanceof ObjectNode object)) {
      misfits.wrong().add(mismatch(node, path, "struct"));
      return;
    }
    Map<String, JavaType> fields = known.computeIfAbsent(type, KnownFields::of);
    for (String name : List.copyOf(fieldNames(object))) {
      String field = path.isEmpty() ? name : path + "." + name;
      if (fields.containsKey(name)) {
        walk(fields.get(name), object.get(name), field, misfits);
      } else if (!fields.isEmpty()) {
        misfits.unknown().add(field);
        object.remove(name);
      }
    }
  }

  private static List<String> fieldNames(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, JavaType> of(JavaType type) {
    BeanDescription bean = MAPPER.getDeserializationConfig().introspect(type);
    Map<String, JavaType> fields = new HashMap<>();
    for (BeanPropertyDefinition property : bean.findProperties()) {
      if (property.getPrimaryType() != null) {
        fields.put(property.getName(), property.getPrimaryType());
      }
    }
    return fields;
  }
}
