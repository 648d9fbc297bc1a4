package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Who may do what, by the roles and bindings that the server keeps (RBAC). */
final class Rbac {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final String ANY = "*";

  private final ApiStore store;
  private final String admin;

  /**
   * @param admin who may do everything
   */
  Rbac(ApiStore store, String admin) {
    this.store = store;
    this.admin = admin;
  }

  /**
   * What somebody wants to do.
   *
   * @param subresource empty for none
   * @param namespace empty for what is in no namespace
   * @param name empty for all
   */
  record Wish(
      String verb,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name) {
    String target() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  void demand(String user, Wish wish) throws Denied {
    if (!allows(user, wish)) {
      String of = wish.group().isEmpty() ? wish.resource() : wish.resource() + "." + wish.group();
      String which = wish.name().isEmpty() ? of : of + " \"" + wish.name() + "\"";
      String where =
          wish.namespace().isEmpty()
              ? "at the cluster scope"
              : "in the namespace \"" + wish.namespace() + "\"";
      throw Denied.forbidden(
          "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
              .formatted(which, user, wish.verb(), wish.target(), wish.group(), where));
    }
  }

  boolean allows(String user, Wish wish) {
    if (user.equals(admin)) {
      return true;
    }
    boolean clusterWide =
        bound("clusterrolebindings", "", user).stream().anyMatch(it -> grants(it, "", wish));
    return clusterWide
        || !wish.namespace().isEmpty()
            && bound("rolebindings", wish.namespace(), user).stream()
                .anyMatch(it -> grants(it, wish.namespace(), wish));
  }

  private static Kind kind(String plural) {
    return Kind.find(GROUP, "v1", plural).orElseThrow();
  }

  private List<ObjectNode> bound(String plural, String namespace, String user) {
    return store.list(kind(plural), namespace, binding -> names(binding, user));
  }

  private static boolean names(ObjectNode binding, String user) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = subject.path("name").asText();
      String account = "system:serviceaccount:" + subject.path("namespace").asText() + ":" + name;
      if (name.equals(user) || account.equals(user)) {
        return true;
      }
    }
    return false;
  }

  private boolean grants(ObjectNode binding, String namespace, Wish wish) {
    String name = binding.at("/roleRef/name").asText();
    boolean ofCluster = binding.at("/roleRef/kind").asText().equals("ClusterRole");
    Optional<ObjectNode> role =
        ofCluster
            ? store.find(kind("clusterroles"), "", name)
            : store.find(kind("roles"), namespace, name);
    if (role.isPresent()) {
      for (JsonNode rule : role.get().path("rules")) {
        if (has(rule.path("verbs"), wish.verb())
            && has(rule.path("apiGroups"), wish.group())
            && has(rule.path("resources"), wish.target())
            && (rule.path("resourceNames").isEmpty()
                || has(rule.path("resourceNames"), wish.name()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(JsonNode list, String wanted) {
    for (JsonNode each : list) {
      if (each.asText().equals(ANY) || each.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
