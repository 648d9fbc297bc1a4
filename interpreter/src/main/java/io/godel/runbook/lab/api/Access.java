package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what, by the roles that are kept.
 *
 * <p>Kubernetes, <i>Using RBAC Authorization</i>.
 */
final class Access {
  /**
   * What everybody may do who is known (the roles {@code system:basic-user}, {@code discovery}).
   */
  private static final Set<String> OF_ALL =
      Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

  private final Store store;

  Access(Store store) {
    this.store = store;
  }

  /**
   * What somebody wants to do.
   *
   * @param namespace empty for the whole cluster
   * @param resource with its subresource
   */
  record Wish(String verb, String group, String resource, String namespace, String name) {}

  boolean allows(User user, Wish wish) {
    if (user.groups().contains(User.MASTERS) || OF_ALL.contains(wish.resource())) {
      return true;
    }
    return rules(user, wish.namespace()).stream().anyMatch(rule -> covers(rule, wish));
  }

  String refusal(User user, Wish wish) {
    String where =
        wish.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + wish.namespace() + "\"";
    return "User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
        .formatted(user.name(), wish.verb(), wish.resource(), wish.group(), where);
  }

  /** The rules that apply to somebody in a namespace, those of the whole cluster included. */
  List<JsonNode> rules(User user, String namespace) {
    List<JsonNode> rules = new ArrayList<>();
    for (ObjectNode binding : store.list(ResourceTypes.CLUSTER_ROLE_BINDING, "")) {
      if (binds(binding, user, "")) {
        rules.addAll(ofRole(binding, ""));
      }
    }
    if (!namespace.isEmpty()) {
      for (ObjectNode binding : store.list(ResourceTypes.ROLE_BINDING, namespace)) {
        if (binds(binding, user, namespace)) {
          rules.addAll(ofRole(binding, namespace));
        }
      }
    }
    return rules;
  }

  private static boolean binds(JsonNode binding, User user, String namespace) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = subject.path("name").asText();
      boolean is =
          switch (subject.path("kind").asText()) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name()
                    .equals(
                        "system:serviceaccount:%s:%s"
                            .formatted(subject.path("namespace").asText(namespace), name));
            default -> false;
          };
      if (is) {
        return true;
      }
    }
    return false;
  }

  private List<JsonNode> ofRole(JsonNode binding, String namespace) {
    String name = binding.at("/roleRef/name").asText();
    Optional<ObjectNode> role =
        binding.at("/roleRef/kind").asText().equals("ClusterRole")
            ? store.find(ResourceTypes.CLUSTER_ROLE, "", name)
            : store.find(ResourceTypes.ROLE, namespace, name);
    List<JsonNode> rules = new ArrayList<>();
    role.ifPresent(it -> it.path("rules").forEach(rules::add));
    return rules;
  }

  private static boolean covers(JsonNode rule, Wish wish) {
    return has(rule.path("verbs"), wish.verb())
        && has(rule.path("apiGroups"), wish.group())
        && hasResource(rule.path("resources"), wish.resource())
        && hasName(rule.path("resourceNames"), wish.name());
  }

  private static boolean has(JsonNode list, String wanted) {
    for (JsonNode each : list) {
      if (each.asText().equals("*") || each.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasResource(JsonNode list, String wanted) {
    int slash = wanted.indexOf('/');
    return has(list, wanted)
        || slash >= 0 && has(list, "*" + wanted.substring(slash)) && !has(list, "");
  }

  private static boolean hasName(JsonNode names, String wanted) {
    if (names.isEmpty()) {
      return true;
    }
    for (JsonNode name : names) {
      if (name.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
