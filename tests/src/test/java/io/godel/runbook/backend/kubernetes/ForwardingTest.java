package io.godel.runbook.backend.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The door of this machine; a pod behind it that turns the first caller away. */
class ForwardingTest {
  private final List<Integer> ports = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger closed = new AtomicInteger();

  /** Of the client library's pod only the way to its ports is wanted. */
  private PodResource pod() {
    return (PodResource)
        Proxy.newProxyInstance(
            PodResource.class.getClassLoader(),
            new Class<?>[] {PodResource.class},
            (proxy, method, arguments) -> {
              ports.add((Integer) arguments[0]);
              if (ports.size() == 1) {
                throw new KubernetesClientException("the pod is just starting");
              }
              WritableByteChannel caller = (WritableByteChannel) arguments[2];
              caller.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
              caller.close();
              return way();
            });
  }

  private PortForward way() {
    return (PortForward)
        Proxy.newProxyInstance(
            PortForward.class.getClassLoader(),
            new Class<?>[] {PortForward.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                closed.incrementAndGet();
              }
              return method.getName().equals("isAlive") ? Boolean.TRUE : null;
            });
  }

  private static String heard(Forwarding forwarding) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forwarding.localPort())) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isRefused(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void whoIsTurnedAwayKeepsNobodyElseOut() throws Exception {
    Forwarding forwarding = Forwarding.open(pod(), 5432);
    assertEquals("", heard(forwarding));
    assertEquals("hello", heard(forwarding));
    assertEquals("hello", heard(forwarding));
    assertTrue(forwarding.isOpen());
    int port = forwarding.localPort();
    forwarding.close();
    assertFalse(forwarding.isOpen());
    assertEquals(List.of(5432, 5432, 5432), ports);
    Await.until("both ways are closed", () -> closed.get() >= 2);
    Await.until("nobody is let in any more", () -> isRefused(port));
  }
}
