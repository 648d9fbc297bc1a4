package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A program in a pod as it is heard over a WebSocket: the first byte of each message says which
 * stream it is of (Kubernetes, {@code v4.channel.k8s.io}).
 *
 * <p>What the client library has for it asks for the pod again, and makes readers for all that a
 * pod can consist of, which takes a process that has just started longer than the program.
 */
final class PodProgram implements WebSocket.Listener, AutoCloseable {
  static final String PROTOCOL = "v4.channel.k8s.io";

  private static final int OUT = 1;
  private static final int ERR = 2;
  private static final int STATUS = 3;
  private static final int NORMAL = 1_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OutputStream out;
  private final OutputStream err;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private Optional<WebSocket> conversation = Optional.empty();
  private boolean closed;

  PodProgram(OutputStream out, OutputStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * How a program ended.
   *
   * @param code negative where it has no exit code, since it never ran or nobody saw its end
   * @param words what the server said
   */
  record Ending(int code, String words) {
    private static Ending of(JsonNode status) {
      String words = status.path("message").asText("");
      if (status.path("status").asText().equals("Success")) {
        return new Ending(0, words);
      }
      for (JsonNode cause : status.at("/details/causes")) {
        if (cause.path("reason").asText().equals("ExitCode")) {
          return new Ending(cause.path("message").asInt(-1), words);
        }
      }
      return new Ending(-1, words);
    }
  }

  /** Comes when the program has ended, and everything that it wrote has been written on. */
  CompletableFuture<Ending> ending() {
    return ending;
  }

  @Override
  public synchronized void onOpen(WebSocket socket) {
    conversation = Optional.of(socket);
    if (closed) {
      end(socket);
    }
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    try {
      if (message.hasRemaining()) {
        take(message.get(), message);
      }
      socket.request();
    } catch (IOException refused) {
      ending.completeExceptionally(refused);
      end(socket);
    }
  }

  private void take(byte stream, ByteBuffer rest) throws IOException {
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    switch (stream) {
      case OUT -> out.write(bytes);
      case ERR -> err.write(bytes);
      case STATUS -> ending.complete(Ending.of(MAPPER.readTree(bytes)));
      default -> throw new IOException("the server speaks of a stream " + stream);
    }
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    socket.request();
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason) {
    ending.complete(new Ending(-1, ""));
    end(socket);
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    ending.completeExceptionally(failure);
  }

  private static void end(WebSocket socket) {
    socket.sendClose(NORMAL, "");
  }

  /** Ends the conversation, also where it has not begun yet. */
  @Override
  public synchronized void close() {
    closed = true;
    conversation.ifPresent(PodProgram::end);
  }
}
