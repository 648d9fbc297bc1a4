package io.godel.runbook.lab;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.lab.api.PodPorts;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Programs and ports of pods as the model has them: nothing of it is a process. */
public class ModelledGuests implements Guests {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CURL_REFUSED = 7;
  private static final String STATUS = "%{http_code}";

  private final World world;

  public ModelledGuests(World world) {
    this.world = world;
  }

  @Override
  public Optional<Program> program(String namespace, String pod, List<String> command) {
    return answer(namespace, pod, command).map(ran -> () -> ran);
  }

  private Optional<Ran> answer(String namespace, String pod, List<String> command) {
    return switch (command.get(0)) {
      case "nc" -> Optional.of(reach(namespace, pod, command));
      case "curl" -> Optional.of(curl(namespace, pod, command));
      case "echo" ->
          Optional.of(new Ran(0, String.join(" ", command.subList(1, command.size())) + "\n", ""));
      case "true" -> Optional.of(new Ran(0, "", ""));
      case "false" -> Optional.of(new Ran(1, "", ""));
      default -> Optional.empty();
    };
  }

  /** {@code nc -z -w SECONDS HOST PORT}. */
  private Ran reach(String namespace, String pod, List<String> command) {
    int size = command.size();
    Map<String, Value> arguments = from(namespace, pod);
    arguments.put("host", new Value.Str(command.get(size - 2)));
    arguments.put("port", new Value.Int(Long.parseLong(command.get(size - 1))));
    return ask("net.reaches", arguments) instanceof Outcome.Done done
            && done.result().equals(new Value.Bool(true))
        ? new Ran(0, "", "")
        : new Ran(1, "", "");
  }

  private static Map<String, Value> from(String namespace, String pod) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(pod));
    identity.put("in", new Value.Str(namespace));
    Map<String, Value> arguments = new LinkedHashMap<>();
    arguments.put("from", new Value.Handle("k8s.Pod", identity));
    return arguments;
  }

  Outcome ask(String action, Map<String, Value> arguments) {
    SimulatedAction known = world.actions().get(action);
    return known == null
        ? new Outcome.NotDone("unreachable", "connection refused", true)
        : known.carryOut(new Call("lab", action, arguments, false, PATIENCE)).outcome();
  }

  /** {@code curl … -w FORMAT … URL}. */
  private Ran curl(String namespace, String pod, List<String> command) {
    Map<String, Value> arguments = from(namespace, pod);
    arguments.put("url", new Value.Address(command.get(command.size() - 1)));
    Optional<PodPorts.Reply> answer = answer(ask("http.get", arguments));
    if (answer.isEmpty()) {
      return new Ran(CURL_REFUSED, "", "curl: (7) Failed to connect: connection refused\n");
    }
    int format = command.indexOf("-w");
    String tail = format < 0 ? "" : command.get(format + 1);
    return new Ran(
        0,
        answer.get().body()
            + tail.replace("\\n", "\n").replace(STATUS, Integer.toString(answer.get().status())),
        "");
  }

  static Optional<PodPorts.Reply> answer(Outcome outcome) {
    if (!(outcome instanceof Outcome.Done done && done.result() instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    return Optional.of(
        new PodPorts.Reply(
            (int) ((Value.Int) fields.field("status")).value(),
            ((Value.Str) fields.field("body")).value()));
  }

  @Override
  public Optional<InetSocketAddress> address(String namespace, String pod, int port) {
    return Optional.empty();
  }

  /** Metrics in the text format, or what the application answers. */
  @Override
  public Optional<PodPorts.Reply> get(String namespace, String pod, int port, String path) {
    Map<String, Value> scrape = from(namespace, pod);
    scrape.put("port", new Value.Int(port));
    scrape.put("path", new Value.Str(path));
    Outcome samples = ask("prom.scrape", scrape);
    if (samples instanceof Outcome.Done done) {
      return Optional.of(new PodPorts.Reply(200, exposition((Value.Items) done.result())));
    }
    if (samples instanceof Outcome.NotDone other && other.code().equals("not_found")) {
      return Optional.of(new PodPorts.Reply(404, other.reason()));
    }
    Map<String, Value> get = from(namespace, pod);
    get.put("url", new Value.Address("http://localhost:" + port + path));
    return answer(ask("http.get", get));
  }

  private static String exposition(Value.Items samples) {
    return samples.values().stream()
        .map(Value.Fields.class::cast)
        .map(
            sample ->
                ValueText.plain(sample.field("name"))
                    + labels((Value.Table) sample.field("labels"))
                    + " "
                    + ValueText.plain(sample.field("value"))
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String labels(Value.Table labels) {
    return labels.entries().isEmpty()
        ? ""
        : labels.entries().entrySet().stream()
            .map(
                label ->
                    "%s=\"%s\""
                        .formatted(
                            ValueText.plain(label.getKey()), ValueText.plain(label.getValue())))
            .collect(Collectors.joining(",", "{", "}"));
  }
}
