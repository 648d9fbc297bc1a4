package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.api.Answer;
import io.godel.runbook.lab.api.Api;
import io.godel.runbook.lab.api.Mirror;
import io.godel.runbook.lab.api.Request;
import io.godel.runbook.lab.api.User;
import io.godel.runbook.lab.http.Asked;
import io.godel.runbook.lab.http.Certificates;
import io.godel.runbook.lab.http.HttpDoor;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import io.godel.runbook.simulation.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A simulated world with a real door: its cluster is served as a Kubernetes API over HTTPS on the
 * loopback address, in real time or faster.
 */
public final class Lab implements AutoCloseable {
  private final World world;
  private final Tokens tokens;
  private final LabThread thread;
  private final Certificates certificates;
  private final HttpDoor door;

  private Lab(
      World world, Tokens tokens, LabThread thread, Certificates certificates, HttpDoor door) {
    this.world = world;
    this.tokens = tokens;
    this.thread = thread;
    this.certificates = certificates;
    this.door = door;
  }

  /** From now on the world lives with the real time, and belongs to the lab alone. */
  public static Lab open(World world, LabOptions options) throws IOException {
    Instant now = options.clock().instant();
    Certificates certificates = Certificates.make(now);
    Duration ahead = Duration.between(world.time().now(), now);
    Store store = new Store();
    Mirror mirror = new Mirror(store, world.cluster(), ahead, options.seed());
    Api api = new Api(store, mirror, options.seed());
    namespaces(world, certificates, now).forEach(it -> store.put(ResourceTypes.NAMESPACE, it));
    api.sync();
    LabThread thread =
        new LabThread(world.time(), options.speed(), new ElapsedSystemClock(), api::sync);
    Tokens tokens = new Tokens();
    tokens.add(User.admin(LabOptions.ADMIN));
    options.users().forEach(tokens::add);
    try {
      HttpDoor door = HttpDoor.open(asked(api, tokens, thread), certificates, options.port());
      return new Lab(world, tokens, thread, certificates, door);
    } catch (IOException failed) {
      thread.close();
      throw failed;
    }
  }

  /** The uid of {@code kube-system} tells one lab from every other one, as it does clusters. */
  private static List<ObjectNode> namespaces(World world, Certificates certificates, Instant now) {
    Set<String> names = new TreeSet<>(Set.of("default", "kube-system", world.namespace()));
    return names.stream().map(name -> namespace(name, certificates, now)).toList();
  }

  private static ObjectNode namespace(String name, Certificates certificates, Instant now) {
    byte[] own = (name + certificates.authority()).getBytes(StandardCharsets.UTF_8);
    ObjectNode namespace = JsonNodeFactory.instance.objectNode();
    namespace.put("apiVersion", "v1").put("kind", "Namespace");
    ObjectNode metadata = namespace.putObject("metadata").put("name", name);
    metadata.put("uid", UUID.nameUUIDFromBytes(own).toString());
    metadata.put(
        "creationTimestamp", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    metadata.putObject("labels").put("kubernetes.io/metadata.name", name);
    namespace.putObject("spec").putArray("finalizers").add("kubernetes");
    namespace.putObject("status").put("phase", "Active");
    return namespace;
  }

  private static Asked asked(Api api, Tokens tokens, LabThread thread) {
    return new Asked() {
      @Override
      public Optional<User> user(String token) {
        return tokens.user(token);
      }

      @Override
      public Answer answer(Request request) throws InterruptedException {
        return thread.call(() -> api.answer(request));
      }

      @Override
      public void later(Runnable work) {
        thread.later(work);
      }
    };
  }

  /** Where the API is. */
  public String url() {
    return "https://127.0.0.1:" + door.port();
  }

  public World world() {
    return world;
  }

  /**
   * A configuration for clients, as kubectl reads it.
   *
   * @param user one of the lab's users
   */
  public String kubeconfig(String user) {
    return Kubeconfig.text(
        url(), certificates.authority(), user, tokens.of(user), world.namespace());
  }

  public String kubeconfig() {
    return kubeconfig(LabOptions.ADMIN);
  }

  /** Does something with the world, on the one thread that may; its result is waited for. */
  public <T> T inWorld(Callable<T> work) throws InterruptedException {
    return thread.call(work);
  }

  @Override
  public void close() {
    thread.close();
    door.close();
  }
}
