package io.godel.runbook.lab.process;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.ModelledGuests;
import io.godel.runbook.simulation.World;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real PostgreSQL servers behind pods of a lab: a server lives as long as its pod runs, and what is
 * done to it by others (a promotion) the model sees.
 */
public final class RealDatabases extends ModelledGuests implements AutoCloseable {
  private static final int POSTGRES = 5432;
  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world;
  private final ApiView view;
  private final Map<String, Server> servers;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "databases");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A server behind a pod.
   *
   * @param name as runbooks and the world call it
   * @param follows the server that it is a replica of; empty for a primary
   */
  public record Server(
      String name, String pod, String host, Optional<String> follows, PostgresProcess process) {}

  /**
   * @param servers all run already
   */
  public RealDatabases(World world, ApiView view, List<Server> servers) {
    super(world, view);
    this.world = world;
    this.view = view;
    this.servers = new LinkedHashMap<>();
    servers.forEach(server -> this.servers.put(server.pod(), server));
  }

  /** Lets the servers follow their pods from now on. */
  public void follow(Lab lab) {
    var unused =
        looks.scheduleWithFixedDelay(
            () -> servers.values().forEach(server -> follow(lab, server)),
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void follow(Lab lab, Server server) {
    try {
      boolean wanted = lab.touch(() -> view.answers(world.namespace(), server.pod()));
      if (!wanted && server.process().isRunning()) {
        server.process().kill();
      } else if (wanted && !server.process().isRunning()) {
        server.process().start();
      }
      if (server.follows().isPresent() && isPromoted(server)) {
        lab.touch(() -> promoted(server));
      }
    } catch (IOException notYet) {
      // It is looked at again in a moment; a server that does not start stays down.
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception bug) {
      throw new AssertionError("the lab cannot be touched", bug);
    }
  }

  private static boolean isPromoted(Server server) {
    try {
      return server.process().isRunning()
          && server.process().ask("postgres", "SELECT pg_is_in_recovery()::text").equals("false");
    } catch (SQLException notNow) {
      return false;
    }
  }

  private static Value handle(String server) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(server)));
  }

  /** The model's server takes over as the real one did; it refuses when it has done so before. */
  private Object promoted(Server server) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    arguments.put("candidate", handle(server.name()));
    arguments.put(
        "fenced",
        new Value.Evidence(
            "pg.Fenced", List.of(handle(server.follows().orElseThrow())), Instant.EPOCH, Map.of()));
    SimulatedAction promote = world.actions().get("pg.promote");
    return promote.carryOut(new Call("real", "pg.promote", arguments, true, PATIENCE)).outcome();
  }

  private Optional<Server> byHost(String host) {
    return servers.values().stream().filter(it -> it.host().equals(host)).findFirst();
  }

  /** A real connection is made where the host is one of the real servers. */
  @Override
  public Optional<Ran> run(String namespace, String pod, List<String> command) {
    if (command.get(0).equals("nc") && command.size() > 2) {
      Optional<Server> server = byHost(command.get(command.size() - 2));
      if (server.isPresent()) {
        return Optional.of(new Ran(server.get().process().answersNow() ? 0 : 1, "", ""));
      }
    }
    return super.run(namespace, pod, command);
  }

  @Override
  public Optional<InetSocketAddress> address(String namespace, String pod, int port) {
    Server server = servers.get(pod);
    return server != null && port == POSTGRES && server.process().isRunning()
        ? Optional.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.process().port()))
        : super.address(namespace, pod, port);
  }

  @Override
  public void close() {
    looks.shutdownNow();
    try {
      // A look that is under way may start a server: it is waited for.
      looks.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", stopped));
    }
    servers.values().forEach(server -> server.process().close());
  }
}
