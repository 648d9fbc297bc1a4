package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A name that the cluster's DNS does not know is never reached. Settings count too: one whose value
 * is the name of a Service now should get another one.
 */
final class UnknownHost extends InventoryRule {
  UnknownHost() {
    super("L0707", Severity.ERROR, "a host is the name of no Service");
  }

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      asked(spoken, call, inventory, findings);
    }
    for (ConfigKeys.Key key : ConfigKeys.of(spoken, subject.known())) {
      written(key, inventory, findings);
    }
  }

  private void asked(Spoken spoken, Term.Invoke call, Inventory inventory, Findings findings) {
    Optional<String> namespace = spoken.thing(call, "from").flatMap(Spoken.Mention::namespace);
    Optional<String> host = spoken.text(call, "host");
    Optional<String> url = spoken.text(call, "url").flatMap(Urls::read).map(URI::getHost);
    Optional<String> name = host.or(() -> url);
    if (namespace.filter(inventory.namespaces()::contains).isPresent()
        && name.filter(it -> Hosts.isInside(it, inventory)).isPresent()
        && !Hosts.services(namespace.get(), inventory).isEmpty()
        && Hosts.service(name.get(), namespace.get(), inventory).isEmpty()) {
      findings.add(told(call.span(), name.get(), namespace.get(), inventory));
    } else if (namespace.isEmpty() && url.isPresent()) {
      outside(call, url.get(), inventory, findings);
    }
  }

  /** From outside: where ways in serve other hosts of the same domain. */
  private void outside(Term.Invoke call, String host, Inventory inventory, Findings findings) {
    Set<String> hosts = inventory.hosts();
    boolean sameDomain =
        hosts.stream().anyMatch(it -> domain(it).equals(domain(host)) && !domain(host).isEmpty());
    if (sameDomain && !hosts.contains(host)) {
      findings.add(
          Near.help(at(call.span(), "no ingress serves the host `" + host + "`"), host, hosts));
    }
  }

  private static String domain(String host) {
    return host.contains(".") ? host.substring(host.indexOf('.') + 1) : "";
  }

  private void written(ConfigKeys.Key key, Inventory inventory, Findings findings) {
    Optional<KubernetesObject> config = key.configMap(inventory);
    if (config.isEmpty() || key.value().isEmpty()) {
      return;
    }
    String namespace = config.get().namespace();
    Optional<String> now = Optional.ofNullable(config.get().tree().map("data").get(key.name()));
    Set<String> services = Hosts.services(namespace, inventory);
    if (now.filter(services::contains).isPresent()
        && Hosts.service(key.value().get(), namespace, inventory).isEmpty()) {
      findings.add(told(key.span(), key.value().get(), namespace, inventory));
    }
  }

  private Diagnostic told(Span span, String host, String namespace, Inventory inventory) {
    return Near.help(
        at(span, "`" + host + "` is the name of no Service in `" + namespace + "`"),
        host,
        Hosts.services(namespace, inventory));
  }
}
