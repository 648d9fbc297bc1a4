package io.godel.runbook.backend.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A port of this machine that leads to a port of a pod, until it is closed.
 *
 * <p>The one that the client library opens lets a small packet wait until the one before it is
 * confirmed (RFC 896), which takes some 40 ms for every answer that comes in two. Here none waits.
 */
final class Forwarding implements AutoCloseable {
  private final PodResource pod;
  private final int port;
  private final ServerSocketChannel door;
  private final Queue<PortForward> ways = new ConcurrentLinkedQueue<>();

  private Forwarding(PodResource pod, int port, ServerSocketChannel door) {
    this.pod = pod;
    this.port = port;
    this.door = door;
  }

  /**
   * @param port of the pod
   * @throws IOException when no port of this machine can be had
   */
  static Forwarding open(PodResource pod, int port) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Forwarding made = new Forwarding(pod, port, ServerSocketChannel.open().bind(any));
    Thread doorkeeper = new Thread(made::letIn, "forwarding");
    doorkeeper.setDaemon(true);
    doorkeeper.start();
    return made;
  }

  private void letIn() {
    try (door) {
      while (true) {
        lead(door.accept());
      }
    } catch (IOException closed) {
      // Nobody is let in any more; the connections that there are end with their pod or with us.
      return;
    }
  }

  /** One that cannot be led to the pod is closed, and the next one is let in as before. */
  private void lead(SocketChannel caller) throws IOException {
    ways.removeIf(way -> !way.isAlive());
    try {
      caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
      PortForward way = pod.portForward(port, caller, caller);
      ways.add(way);
      if (!door.isOpen()) {
        // It was closed meanwhile, and perhaps without this one.
        way.close();
      }
    } catch (IOException | KubernetesClientException refused) {
      caller.close();
    }
  }

  boolean isOpen() {
    return door.isOpen();
  }

  int localPort() {
    return door.socket().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (PortForward way : ways) {
      way.close();
    }
  }
}
