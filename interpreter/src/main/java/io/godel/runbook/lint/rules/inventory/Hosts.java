package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of hosts inside of a cluster (Kubernetes, <i>DNS for Services and Pods</i>). */
final class Hosts {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9-]+)(?:\\.([a-z0-9-]+)(?:\\.svc(?:\\..*)?)?)?");

  private Hosts() {}

  /** The Service of that name, seen from a namespace. */
  static Optional<KubernetesObject> service(String host, String namespace, Inventory inventory) {
    Matcher name = NAME.matcher(host);
    if (!name.matches()) {
      return Optional.empty();
    }
    String in = name.group(2) == null ? namespace : name.group(2);
    return inventory.find("Service", in, name.group(1));
  }

  /** Whether it is a name that only a cluster can know: one word, or with a namespace of it. */
  static boolean isInside(String host, Inventory inventory) {
    Matcher name = NAME.matcher(host);
    return name.matches()
        && !host.equals("localhost")
        && (name.group(2) == null || inventory.namespaces().contains(name.group(2)));
  }

  static Set<String> ports(KubernetesObject service) {
    Set<String> ports = new HashSet<>();
    service.tree().list("spec", "ports").forEach(it -> it.text("port").ifPresent(ports::add));
    return ports;
  }

  static Set<String> services(String namespace, Inventory inventory) {
    return inventory
        .of("Service", namespace)
        .map(KubernetesObject::name)
        .collect(Collectors.toSet());
  }
}
