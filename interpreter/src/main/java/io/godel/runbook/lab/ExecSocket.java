package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * A program in a pod over a WebSocket: the first byte of each message says which stream it is of.
 */
public final class ExecSocket implements Session.Listener.AutoDemanding {
  private static final byte STDOUT = 1;
  private static final byte STDERR = 2;
  private static final byte STATUS = 3;
  private static final int NORMAL = 1000;

  private final Starting starting;

  /** What there is to send. */
  private record Result(String out, String err, ObjectNode status) {

    static Result ended(Guests.Ran ran) {
      ObjectNode status = empty();
      if (ran.code() == 0) {
        status.put("status", "Success");
      } else {
        status.put("status", "Failure").put("reason", "NonZeroExitCode");
        status.put(
            "message",
            "command terminated with non-zero exit code: command terminated with exit code "
                + ran.code());
        status
            .putObject("details")
            .putArray("causes")
            .addObject()
            .put("reason", "ExitCode")
            .put("message", Integer.toString(ran.code()));
      }
      return new Result(ran.out(), ran.err(), status);
    }

    /** In the words of a kubelet and its runtime. */
    static Result noProgram(String name) {
      String words =
          ("Internal error occurred: error executing command in container: failed to exec in"
                  + " container: failed to start exec: OCI runtime exec failed: exec failed: unable"
                  + " to start container process: exec: \"%s\": executable file not found in $PATH:"
                  + " unknown")
              .formatted(name);
      ObjectNode status = empty();
      status.put("status", "Failure").put("reason", "InternalError").put("code", 500);
      status.put("message", "Internal error occurred: " + words);
      status.putObject("details").putArray("causes").addObject().put("message", words);
      return new Result("", "", status);
    }

    static Result failed(String why) {
      ObjectNode status = empty();
      status.put("status", "Failure").put("reason", "InternalError").put("code", 500);
      status.put("message", "Internal error occurred: " + why);
      return new Result("", "", status);
    }

    private static ObjectNode empty() {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      status.putObject("metadata");
      return status;
    }
  }

  /** Starts the program, which may take its time. */
  private interface Starting {
    Result result() throws IOException, InterruptedException;
  }

  private ExecSocket(Starting starting) {
    this.starting = starting;
  }

  /**
   * @param program empty when the pod has none of that name
   */
  static ExecSocket of(String name, Optional<Guests.Program> program) {
    return new ExecSocket(
        () -> program.isEmpty() ? Result.noProgram(name) : Result.ended(program.get().run()));
  }

  /** Of a program that is not started: who asked for it learns that when the streams are there. */
  static ExecSocket failing(String why) {
    return new ExecSocket(() -> Result.failed(why));
  }

  private Result result() {
    try {
      return starting.result();
    } catch (IOException failure) {
      return Result.failed(failure.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Result.failed("the lab is closed");
    }
  }

  @Override
  public void onWebSocketOpen(Session session) {
    // Tells the client that the streams are there, as a real server does.
    send(session, STDOUT, "");
    Result result = result();
    if (!result.out().isEmpty()) {
      send(session, STDOUT, result.out());
    }
    if (!result.err().isEmpty()) {
      send(session, STDERR, result.err());
    }
    send(session, STATUS, result.status().toString());
    session.close(NORMAL, "", Callback.NOOP);
  }

  private static void send(Session session, byte channel, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(bytes.length + 1);
    message.put(channel).put(bytes).flip();
    Callback.Completable.with(done -> session.sendBinary(message, done)).join();
  }
}
