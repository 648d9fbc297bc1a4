package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.redis.RedisSpec;
import io.godel.runbook.lab.api.Api;
import io.godel.runbook.lab.api.Mirror;
import io.godel.runbook.lab.api.Services;
import io.godel.runbook.lab.api.User;
import io.godel.runbook.lab.store.Store;
import io.godel.runbook.simulation.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A simulated world whose cluster answers as a real API server on loopback, until it is closed. */
public final class Lab implements AutoCloseable {
  /** Who may do everything. */
  public static final String ADMIN = "admin";

  private static final String HOST = "127.0.0.1";

  /** Of the names that the server makes up. */
  private static final long SEED = 0;

  private final Server server;
  private final ServerConnector connector;
  private final LabState state;
  private final Certificate certificate;
  private final World world;
  private final Map<String, String> tokens;
  private final Server door = new Server();
  private final ServerConnector doorConnector = new ServerConnector(door);

  /**
   * A request that has come.
   *
   * @param user empty for one whom the lab does not know
   * @param path with the query, as it was sent
   */
  public record Asked(Optional<String> user, String method, String path) {}

  /**
   * How a lab is made.
   *
   * @param port 0 for any that is free
   * @param speed so many times faster than real time
   * @param users besides {@link #ADMIN}; what they may do is said by roles
   * @param requests is told of each request when it comes, by the thread that answers it
   */
  public record Options(int port, double speed, List<String> users, Consumer<Asked> requests) {
    public static final Options PLAIN = new Options(0, 1, List.of());

    public Options(int port, double speed, List<String> users) {
      this(port, speed, users, asked -> {});
    }

    public Options {
      users = List.copyOf(users);
    }
  }

  private Lab(
      World world, Options options, BiFunction<World, ApiView, Guests> guests, Instant now) {
    this.world = world;
    this.tokens = new LinkedHashMap<>();
    tokens.put(ADMIN, UUID.randomUUID().toString());
    options.users().forEach(user -> tokens.put(user, UUID.randomUUID().toString()));
    Map<String, User> users = new LinkedHashMap<>();
    tokens.forEach(
        (name, token) -> users.put(token, name.equals(ADMIN) ? User.admin(name) : User.of(name)));
    Duration ahead = Duration.between(world.time().now(), now);
    Store store = new Store();
    Mirror mirror = new Mirror(store, world.cluster(), ahead, SEED);
    Guests inPods = guests.apply(world, mirror.view());
    Api api = new Api(store, mirror, inPods::get, SEED);
    new Services(store, mirror).add(world.namespace(), hosts(world));
    this.state =
        new LabState(
            new Loop(
                world.time(),
                options.speed(),
                () -> {
                  api.sync();
                  inPods.moved();
                }),
            api,
            inPods,
            users,
            new ConcurrentLinkedQueue<>(),
            options.requests());
    this.certificate = Certificate.make(now);
    this.server = new Server();
    this.connector = connector(options.port());
    server.addConnector(connector);
    server.setHandler(
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setIdleTimeout(Duration.ZERO);
              container.addMapping(Streams.PATHS, new Streams(state)::open);
            }));
    ((WebSocketUpgradeHandler) server.getHandler()).setHandler(new ApiHandler(state));
    doorConnector.setHost(HOST);
    door.addConnector(doorConnector);
    world
        .application()
        .ifPresent(
            application ->
                door.setHandler(new PublicDoor(world, state.loop(), application.publicHost())));
  }

  private static List<Services.Host> hosts(World world) {
    List<Services.Host> hosts = new ArrayList<>();
    for (String server : world.postgres().names()) {
      String set = set(world.postgres().pod(server));
      hosts.add(new Services.Host(world.postgres().host(server), set, PostgresModel.PORT));
    }
    for (String host : world.redis().hosts()) {
      hosts.add(new Services.Host(host, set(world.redis().pod(host)), RedisSpec.PORT));
    }
    world
        .application()
        .map(it -> new Services.Host(it.workload(), it.workload(), it.port()))
        .ifPresent(hosts::add);
    return hosts;
  }

  /** The pods of a StatefulSet are called after it, with their number. */
  private static String set(String pod) {
    return pod.substring(0, Math.max(0, pod.lastIndexOf('-')));
  }

  /**
   * Opens a lab in which nothing but the model runs.
   *
   * @param now the clock's time, from which the certificate is valid
   * @throws IOException when the port cannot be had
   */
  public static Lab open(World world, Options options, Instant now) throws IOException {
    return open(world, options, now, (made, view) -> new ModelledGuests(made));
  }

  /**
   * @param guests what runs in the pods
   */
  public static Lab open(
      World world, Options options, Instant now, BiFunction<World, ApiView, Guests> guests)
      throws IOException {
    Lab lab = new Lab(world, options, guests, now);
    lab.namespaces();
    try {
      lab.server.start();
      lab.door.start();
    } catch (Exception failure) {
      throw new IOException("the lab cannot be opened: " + failure.getMessage(), failure);
    }
    lab.state.loop().start();
    return lab;
  }

  /** The uid of {@code kube-system} tells one lab from every other one, as it does clusters. */
  private void namespaces() {
    for (String name : new TreeSet<>(List.of("default", "kube-system", world.namespace()))) {
      ObjectNode namespace = JsonNodeFactory.instance.objectNode();
      namespace.withObject("/metadata").put("name", name);
      namespace.withObject("/metadata/labels").put("kubernetes.io/metadata.name", name);
      namespace.withObject("/spec").putArray("finalizers").add("kubernetes");
      namespace.putObject("status").put("phase", "Active");
      state.api().keep("", "namespaces", namespace, UUID.randomUUID().toString());
    }
    state.api().sync();
  }

  private ServerConnector connector(int port) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificate.store());
    tls.setKeyStorePassword("");
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    SecureRequestCustomizer secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    ServerConnector made =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
    made.setHost(HOST);
    made.setPort(port);
    made.setIdleTimeout(Duration.ofMinutes(10).toMillis());
    return made;
  }

  /** For what else is done to the world while the lab is open, alone and at its present moment. */
  public <T> T touch(java.util.concurrent.Callable<T> work) throws Exception {
    return state.touch(work);
  }

  /** Keeps an object, as an administrator would apply it. */
  public void keep(String group, String plural, ObjectNode object) throws Exception {
    touch(() -> state.api().keep(group, plural, object, UUID.randomUUID().toString()));
  }

  /** The method and the path of each request that has written something, in order. */
  public List<String> written() {
    return List.copyOf(state.written());
  }

  public String address() {
    return "https://" + HOST + ":" + connector.getLocalPort();
  }

  /** Where the application's public host is reached. */
  public String publicAddress() {
    return "http://" + HOST + ":" + doorConnector.getLocalPort();
  }

  /**
   * A kubeconfig whose one context is called as said.
   *
   * @param user one of the lab's users
   */
  public String kubeconfig(String context, String user) {
    return """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters:
        - name: %1$s
          cluster:
            server: %2$s
            certificate-authority-data: %3$s
        users:
        - name: %4$s
          user:
            token: %5$s
        contexts:
        - name: %1$s
          context:
            cluster: %1$s
            user: %4$s
            namespace: %6$s
        """
        .formatted(
            context, address(), certificate.base64Pem(), user, tokens.get(user), world.namespace());
  }

  @Override
  public void close() {
    state.loop().close();
    try {
      door.stop();
      server.stop();
    } catch (Exception failure) {
      throw new AssertionError("the lab cannot be closed", failure);
    }
  }
}
