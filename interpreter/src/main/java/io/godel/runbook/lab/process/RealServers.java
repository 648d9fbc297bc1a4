package io.godel.runbook.lab.process;

import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.lab.ModelledGuests;
import io.godel.runbook.simulation.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real servers behind pods of a lab: a server lives as long as its pod runs, its data are as old as
 * the pod's volume, and what is done to it by others the model sees.
 */
public final class RealServers extends ModelledGuests implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final World world;
  private final ApiView view;
  private final Map<String, Server> servers;
  private final Map<String, String> volumes = new LinkedHashMap<>();

  /** The pods that the servers run for, by uid: another pod of the same name is another one. */
  private final Map<String, String> owners = new LinkedHashMap<>();

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "servers");
            thread.setDaemon(true);
            return thread;
          });

  /** What the model and a server have to be told of each other, while the server runs. */
  public interface Sync {
    /** Nothing. */
    Sync NONE = (lab, world) -> {};

    void look(Lab lab, World world) throws Exception;

    /** First the one and then the other. */
    static Sync both(Sync first, Sync second) {
      return (lab, world) -> {
        first.look(lab, world);
        second.look(lab, world);
      };
    }
  }

  /**
   * A server behind a pod.
   *
   * @param host as the cluster calls it
   * @param port of the pod
   */
  public record Server(String pod, String host, int port, ServerProcess process, Sync sync) {}

  /** What is seen of a pod. */
  private record Seen(boolean runs, Optional<String> volume, List<String> snapshots) {}

  /**
   * @param servers those of pods that run do so already
   */
  public RealServers(World world, ApiView view, List<Server> servers) {
    super(world);
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
      Seen seen = lab.touch(() -> seen(server));
      if (!seen.runs()) {
        server.process().kill();
      }
      keep(server, seen);
      if (seen.runs()) {
        server.process().start();
        server.sync().look(lab, world);
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

  /** The pod behind which its server runs now, or has to; empty when there is none. */
  private Optional<String> running(Server server) {
    return Optional.of(world.namespace())
        .filter(it -> view.answers(it, server.pod()))
        .flatMap(it -> view.pod(it, server.pod()))
        .map(Pod::uid);
  }

  /** A server ends in the moment in which its pod does, before anybody can ask it once more. */
  @Override
  public void moved() {
    for (Server server : servers.values()) {
      Optional<String> pod = running(server);
      pod.ifPresent(uid -> owners.putIfAbsent(server.pod(), uid));
      if (server.process().isRunning()
          && !pod.equals(Optional.ofNullable(owners.get(server.pod())))) {
        end(server);
      }
    }
  }

  private static void end(Server server) {
    try {
      server.process().kill();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Seen seen(Server server) {
    String namespace = world.namespace();
    Optional<String> pod = running(server);
    pod.ifPresent(uid -> owners.put(server.pod(), uid));
    return new Seen(
        pod.isPresent(),
        view.volume(namespace, server.pod()),
        Optional.ofNullable(volumes.get(server.pod())).map(view::snapshots).orElse(List.of()));
  }

  /** A claim is a folder: a snapshot is a copy of it, and another volume is an empty one. */
  private void keep(Server server, Seen seen) throws IOException, InterruptedException {
    ServerProcess process = server.process();
    for (String snapshot : seen.snapshots()) {
      Path copy = copy(process, snapshot);
      if (Files.notExists(copy)) {
        Folders.copy(process.data(), copy);
      }
    }
    if (seen.volume().isPresent()) {
      String before = volumes.put(server.pod(), seen.volume().get());
      if (before != null && !before.equals(seen.volume().get())) {
        process.kill();
        process.empty();
      }
    }
  }

  /** Where a snapshot of the server's volume is. */
  public static Path copy(ServerProcess process, String snapshot) {
    return process.data().resolveSibling(process.data().getFileName() + "-" + snapshot);
  }

  private Optional<Server> byHost(String host, String port) {
    return servers.values().stream()
        .filter(it -> it.host().equals(host) && Integer.toString(it.port()).equals(port))
        .findFirst();
  }

  /**
   * Programs of the server's installation run as processes. A real connection is made where the
   * host is one of the real servers.
   */
  @Override
  public Optional<Program> program(String namespace, String pod, List<String> command) {
    String name = command.get(0);
    if (name.equals("nc") && command.size() > 2) {
      int size = command.size();
      Optional<Server> server = byHost(command.get(size - 2), command.get(size - 1));
      if (server.isPresent()) {
        ServerProcess process = server.get().process();
        return Optional.of(() -> new Ran(process.answersNow() ? 0 : 1, "", ""));
      }
    }
    Optional<Server> here = Optional.ofNullable(servers.get(pod));
    return here.flatMap(server -> server.process().program(name))
        .map(file -> program(here.get().process(), file, command))
        .or(() -> super.program(namespace, pod, command));
  }

  private static Program program(ServerProcess process, Path file, List<String> command) {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, file.toString());
    return () -> Programs.inPod(whole, process.environment());
  }

  @Override
  public Optional<InetSocketAddress> address(String namespace, String pod, int port) {
    Server server = servers.get(pod);
    return server != null && port == server.port() && server.process().isRunning()
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
