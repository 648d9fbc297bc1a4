package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.live.Places;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Ways through the API server to pods, opened when they are needed and closed with the run. */
public final class PortForwards implements Places, Passwords, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<KubernetesConnection> cluster;
  private final Map<String, String> environment;
  private final Map<String, Forwarding> open = new HashMap<>();

  /**
   * @param cluster empty for a target whose servers are all reached directly
   * @param environment where passwords are looked for
   */
  public PortForwards(Optional<KubernetesConnection> cluster, Map<String, String> environment) {
    this.cluster = cluster;
    this.environment = Map.copyOf(environment);
  }

  private KubernetesConnection connection() throws IOException {
    return cluster.orElseThrow(
        () -> new IOException("the target profile names no cluster to go through"));
  }

  @Override
  public InetSocketAddress open(Place place) throws IOException {
    if (place instanceof Place.Address address) {
      InetSocketAddress there = new InetSocketAddress(address.host(), address.port());
      if (there.isUnresolved()) {
        throw new IOException("the host " + address.host() + " is not known");
      }
      return there;
    }
    try {
      return place instanceof Place.InPod pod
          ? forward(pod.namespace(), pod.pod(), pod.port())
          : toService((Place.InService) place);
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** Nothing listens in a pod that is not there, or whose container does not run. */
  private InetSocketAddress forward(String namespace, String pod, int port)
      throws IOException, ApiFailure, InterruptedException {
    JsonNode found;
    try {
      found =
          connection()
              .server()
              .get(Paths.kind("k8s.Pod", namespace) + "/" + Paths.encoded(pod), PATIENCE);
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        throw new ConnectException("connection refused: there is no pod " + pod);
      }
      throw failure;
    }
    boolean runs = false;
    for (JsonNode container : found.at("/status/containerStatuses")) {
      runs |= container.path("state").has("running");
    }
    if (!runs) {
      throw new ConnectException("connection refused: the pod " + pod + " does not run");
    }
    String uid = found.at("/metadata/uid").asText();
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), local(namespace, pod, port, uid).localPort());
  }

  /** Another pod of the same name needs another way. */
  private synchronized Forwarding local(String namespace, String pod, int port, String uid)
      throws IOException {
    String key = uid + ":" + port;
    Forwarding known = open.get(key);
    if (known != null && known.isOpen()) {
      return known;
    }
    Forwarding made =
        Forwarding.open(connection().client().pods().inNamespace(namespace).withName(pod), port);
    open.put(key, made);
    return made;
  }

  private InetSocketAddress toService(Place.InService place)
      throws IOException, ApiFailure, InterruptedException {
    String base = "/api/v1/namespaces/" + Paths.encoded(place.namespace());
    JsonNode service =
        connection().server().get(base + "/services/" + Paths.encoded(place.service()), PATIENCE);
    if (service.at("/spec/selector").isEmpty()) {
      throw new IOException(
          "the service %s selects no pods: name a host or a pod".formatted(place.service()));
    }
    StringBuilder selector = new StringBuilder();
    service
        .at("/spec/selector")
        .properties()
        .forEach(
            label ->
                selector
                    .append(selector.isEmpty() ? "" : ",")
                    .append(label.getKey())
                    .append('=')
                    .append(label.getValue().asText()));
    for (JsonNode pod :
        connection()
            .server()
            .get(Paths.pods(place.namespace(), selector.toString()), PATIENCE)
            .path("items")) {
      if (KubernetesLooks.isReady(pod)) {
        int port = ServicePorts.of(service, place.port(), pod);
        return forward(place.namespace(), pod.at("/metadata/name").asText(), port);
      }
    }
    throw new ConnectException(
        "connection refused: no pod behind " + place.service() + " is ready");
  }

  @Override
  public Optional<String> read(PasswordSource source) throws IOException {
    if (source instanceof PasswordSource.Env env) {
      String value = environment.get(env.variable());
      if (value == null) {
        throw new IOException("the variable " + env.variable() + " is not set");
      }
      return Optional.of(value);
    }
    if (source instanceof PasswordSource.InSecret secret) {
      return Optional.of(ofSecret(secret));
    }
    return Optional.empty();
  }

  private String ofSecret(PasswordSource.InSecret source) throws IOException {
    String path =
        "/api/v1/namespaces/%s/secrets/%s"
            .formatted(Paths.encoded(source.namespace()), Paths.encoded(source.name()));
    try {
      JsonNode value = connection().server().get(path, PATIENCE).path("data").path(source.key());
      if (!value.isTextual()) {
        throw new IOException("the secret %s has no key %s".formatted(source.name(), source.key()));
      }
      return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
    } catch (ApiFailure failure) {
      throw failure.asIo();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(PortForwards::close);
    open.clear();
  }

  private static void close(Forwarding forward) {
    try {
      forward.close();
    } catch (IOException gone) {
      // It is closed then, which is what was wanted.
      return;
    }
  }
}
