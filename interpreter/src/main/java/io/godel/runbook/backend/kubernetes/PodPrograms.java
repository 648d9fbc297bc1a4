package io.godel.runbook.backend.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.godel.runbook.backend.Call;
import io.godel.runbook.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Runs programs in pods: lists of arguments, and no shell. */
final class PodPrograms {
  /** Of each stream; what is more is left out and said to be. */
  static final int OUTPUT_MAX = 1 << 20;

  private final KubernetesConnection connection;

  PodPrograms(KubernetesConnection connection) {
    this.connection = connection;
  }

  /**
   * @param code the exit code
   */
  record Result(int code, String out, String err) {}

  Value exec(Call call) throws ApiFailure, InterruptedException {
    Value.Handle pod = KubernetesLooks.handle(call, "pod");
    List<String> command =
        ((Value.Items) call.argument("command")).values().stream().map(Paths::text).toList();
    if (command.isEmpty()) {
      // The client would run a shell.
      throw ApiFailure.of("invalid", "you must specify at least 1 command");
    }
    Result result = run(Paths.namespace(pod), Paths.name(pod), command, call.timeout(), true);
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("exit_code", new Value.Int(result.code()));
    fields.put("stdout", new Value.Str(result.out()));
    fields.put("stderr", new Value.Str(result.err()));
    return new Value.Fields("k8s.ExecResult", fields);
  }

  /**
   * Runs to the end.
   *
   * @param acts whether the program may have done something when its answer is lost
   */
  Result run(String namespace, String pod, List<String> command, Duration patience, boolean acts)
      throws ApiFailure, InterruptedException {
    Bounded out = new Bounded();
    Bounded err = new Bounded();
    AtomicReference<String> ending = new AtomicReference<>("");
    try (ExecWatch watch =
        connection
            .client()
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .writingOutput(out)
            .writingError(err)
            .usingListener(heard(ending))
            .exec(command.toArray(String[]::new))) {
      Integer code = watch.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (code == null || code < 0) {
        throw failed(ending.get(), new IOException("no exit code came"), acts);
      }
      return new Result(code, out.text(), err.text());
    } catch (KubernetesClientException refused) {
      throw notStarted(refused);
    } catch (ExecutionException failed) {
      throw failed(ending.get(), failed.getCause(), acts);
    } catch (TimeoutException late) {
      throw acts
          ? ApiFailure.unanswered(late)
          : ApiFailure.forNow("unreachable", "the program gave no answer in time");
    }
  }

  /** Hears what the server says of a program's end. */
  private static ExecListener heard(AtomicReference<String> ending) {
    return new ExecListener() {
      @Override
      public void onExit(int code, Status status) {
        ending.set(String.valueOf(status.getMessage()));
      }

      @Override
      public void onClose(int code, String reason) {
        // The exit code says more.
      }
    };
  }

  private static ApiFailure notStarted(KubernetesClientException refused) {
    int status = status(refused);
    String words = String.valueOf(refused.getMessage());
    if (status == 404) {
      return ApiFailure.of("not_found", words);
    }
    if (status == 401 || status == 403) {
      return ApiFailure.of("forbidden", words);
    }
    return status > 0 ? ApiFailure.forNow("not_running", words) : ApiFailure.unanswered(refused);
  }

  /** Of an answer that is none; 0 where there was no answer. */
  private static int status(KubernetesClientException refused) {
    return refused.getCode() == 0 && refused.getCause() instanceof WebSocketHandshakeException it
        ? it.getResponse().code()
        : refused.getCode();
  }

  /**
   * The API server and the runtime say in words that nothing was started; that is no exit code.
   *
   * @param ending what the server said of the end
   */
  private static ApiFailure failed(String ending, Throwable failure, boolean acts) {
    String words = ending.isEmpty() ? String.valueOf(failure.getMessage()) : ending;
    if (words.contains("executable file not found") || words.contains("no such file")) {
      return ApiFailure.of("no_program", words);
    }
    if (words.contains("container not found") || words.contains("container is not running")) {
      return ApiFailure.forNow("not_running", words);
    }
    if (words.contains("error dialing backend") || words.contains(": dial tcp ")) {
      return ApiFailure.forNow("unreachable", words);
    }
    return acts ? ApiFailure.unanswered(failure) : ApiFailure.forNow("unreachable", words);
  }

  /** Takes in so much and no more. */
  private static final class Bounded extends ByteArrayOutputStream {
    private boolean cut;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      int room = Math.max(0, OUTPUT_MAX - count);
      cut |= length > room;
      super.write(bytes, offset, Math.min(room, length));
    }

    @Override
    public synchronized void write(int one) {
      if (count < OUTPUT_MAX) {
        super.write(one);
      } else {
        cut = true;
      }
    }

    synchronized String text() {
      return toString(StandardCharsets.UTF_8) + (cut ? "\n… more was left out" : "");
    }
  }
}
