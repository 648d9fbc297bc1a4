package io.godel.runbook.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An access list as what is applied to a cluster, and what is run on a server. */
public final class AccessYaml {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private AccessYaml() {}

  /**
   * The service account, and a role with its binding for each namespace and for the cluster.
   *
   * @param namespace of the service account
   */
  public static String kubernetes(AccessList list, String account, String namespace) {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: %s, namespace: %s}
        """
            .formatted(account, namespace));
    Map<String, List<AccessList.Permit>> places = new TreeMap<>();
    list.kubernetes()
        .forEach(
            permit ->
                places.computeIfAbsent(permit.namespace(), it -> new ArrayList<>()).add(permit));
    places.forEach((place, permits) -> yaml.append(role(place, permits, account, namespace)));
    return yaml.toString();
  }

  private static String role(
      String place, List<AccessList.Permit> permits, String account, String namespace) {
    String cluster = place.isEmpty() ? "Cluster" : "";
    String where = place.isEmpty() ? "" : ", namespace: " + place;
    String rules =
        rules(permits).entrySet().stream()
            .map(
                rule ->
                    "- {apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}\n"
                        .formatted(
                            rule.getKey().get(0),
                            rule.getKey().get(1),
                            String.join(", ", rule.getValue())))
            .collect(Collectors.joining());
    return """
        ---
        apiVersion: %1$s/v1
        kind: %2$sRole
        metadata: {name: %3$s%4$s}
        rules:
        %5$s---
        apiVersion: %1$s/v1
        kind: %2$sRoleBinding
        metadata: {name: %3$s%4$s}
        roleRef: {apiGroup: %1$s, kind: %2$sRole, name: %3$s}
        subjects:
        - {kind: ServiceAccount, name: %3$s, namespace: %6$s}
        """
        .formatted(RBAC, cluster, account, where, rules, namespace);
  }

  /** By group and resource; a resource of another group is named without it there. */
  private static Map<List<String>, SortedSet<String>> rules(List<AccessList.Permit> permits) {
    Map<List<String>, SortedSet<String>> rules = new LinkedHashMap<>();
    for (AccessList.Permit permit : permits) {
      String resource = permit.resource().replace("." + permit.group(), "");
      rules
          .computeIfAbsent(List.of(permit.group(), resource), it -> new TreeSet<>())
          .add(permit.verb());
    }
    return rules;
  }

  /**
   * What the user of the servers has to be granted.
   *
   * @param user the role that the run connects as
   */
  public static List<String> postgres(AccessList list, String user) {
    List<String> grants = new ArrayList<>();
    for (String privilege : list.others().getOrDefault("postgres", new TreeSet<>())) {
      switch (privilege) {
        case "CONNECT" -> grants.add("GRANT CONNECT ON DATABASE :database TO " + user + ";");
        case "EXECUTE pg_promote" ->
            grants.add("GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO " + user + ";");
        case "pg_monitor", "pg_signal_backend" ->
            grants.add("GRANT %s TO %s;".formatted(privilege, user));
        case "SELECT" ->
            grants.add("-- and SELECT on what the runbook's own statements read, to " + user);
        default -> grants.add("-- and what the runbook's own statements write, to " + user);
      }
    }
    return grants;
  }
}
