package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.Optional;
import java.util.Set;

/**
 * A connection to a port that nothing declares is refused, and the refusal is taken for an outage.
 * Containers may listen on ports that they do not declare; one that declares some is held to them.
 */
final class UnknownPort extends InventoryRule {
  UnknownPort() {
    super("L0706", Severity.WARNING, "nothing listens on a port");
  }

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      if (call.action().module().equals("prom") || Spoken.is(call, "net.reaches")) {
        number(spoken, call, subject.known())
            .ifPresent(port -> check(spoken, call, host(spoken, call), port, inventory, findings));
      } else if (Spoken.is(call, "http.get")) {
        spoken
            .text(call, "url")
            .flatMap(Urls::read)
            .filter(url -> url.getPort() > 0)
            .ifPresent(
                url -> check(spoken, call, url.getHost(), url.getPort(), inventory, findings));
      }
    }
  }

  private static Optional<Integer> number(Spoken spoken, Term.Invoke call, Known known) {
    return spoken
        .argument(call, "port")
        .flatMap(known::value)
        .flatMap(
            it ->
                it instanceof Value.Int port ? Optional.of((int) port.value()) : Optional.empty());
  }

  private static String host(Spoken spoken, Term.Invoke call) {
    return Spoken.is(call, "net.reaches") ? spoken.text(call, "host").orElse("") : "localhost";
  }

  private void check(
      Spoken spoken,
      Term.Invoke call,
      String host,
      int port,
      Inventory inventory,
      Findings findings) {
    Optional<WorkloadObject> from =
        spoken.thing(call, "from").flatMap(it -> Kinds.workload(it.handle(), inventory));
    if (from.isEmpty()) {
      return;
    }
    String said = Integer.toString(port);
    if (LOCAL.contains(host)) {
      if (from.get().containers().stream().noneMatch(it -> it.declares(said))) {
        findings.add(told(call, "no container of `" + from.get().object().name() + "`", port));
      }
      return;
    }
    Hosts.service(host, from.get().object().namespace(), inventory)
        .filter(service -> !Hosts.ports(service).contains(said))
        .ifPresent(
            service ->
                findings.add(told(call, "no port of the Service `" + service.name() + "`", port)));
  }

  private Diagnostic told(Term.Invoke call, String who, int port) {
    return at(call.span(), who + " is " + port)
        .help("the ports that there are stand in its manifest");
  }
}
