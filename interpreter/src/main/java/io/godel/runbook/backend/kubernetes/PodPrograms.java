package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.godel.runbook.backend.Call;
import io.godel.runbook.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs in pods: lists of arguments, and no shell. */
final class PodPrograms {
  /** Of each stream; what is more is left out and said to be. */
  static final int OUTPUT_MAX = 1 << 20;

  /** A pod's annotation with the container that is meant where none is said. */
  private static final String DEFAULT = "kubectl.kubernetes.io/default-container";

  private final ApiServer server;

  PodPrograms(KubernetesConnection connection) {
    this.server = connection.server();
  }

  /**
   * @param code the exit code
   */
  record Result(int code, String out, String err) {}

  /**
   * @param writes sees first that it is the right cluster
   */
  Value exec(Call call, ApiServer.Writes writes) throws ApiFailure, InterruptedException {
    Value.Handle pod = KubernetesLooks.handle(call, "pod");
    List<String> command =
        ((Value.Items) call.argument("command")).values().stream().map(Paths::text).toList();
    if (command.isEmpty()) {
      throw ApiFailure.of("invalid", "you must specify at least 1 command");
    }
    String name = Paths.name(pod);
    JsonNode found = writes.read(Container.asked(Paths.namespace(pod), name), call.timeout());
    Container container = Container.only(found, name);
    Result result = run(container, command, call.timeout(), true);
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("exit_code", new Value.Int(result.code()));
    fields.put("stdout", new Value.Str(result.out()));
    fields.put("stderr", new Value.Str(result.err()));
    return new Value.Fields("k8s.ExecResult", fields);
  }

  /** Where a program runs: the container that the pod names for it, or its first one. */
  record Container(String namespace, String pod, String name) {
    static Container of(JsonNode pod) {
      String first = pod.at("/spec/containers/0/name").asText("");
      String named = pod.at("/metadata/annotations").path(DEFAULT).asText("");
      boolean there = false;
      for (JsonNode each : pod.at("/spec/containers")) {
        there |= each.path("name").asText().equals(named);
      }
      return new Container(
          pod.at("/metadata/namespace").asText(),
          pod.at("/metadata/name").asText(),
          there ? named : first);
    }

    /** Asks for one pod by the right to list them, which is what programs in pods need besides. */
    static String asked(String namespace, String pod) {
      String name = Paths.encoded("metadata.name=" + pod);
      return Paths.kind("k8s.Pod", namespace) + "?fieldSelector=" + name;
    }

    /** Of the pod that was asked for. */
    static Container only(JsonNode found, String pod) throws ApiFailure {
      for (JsonNode each : found.path("items")) {
        if (each.at("/metadata/name").asText().equals(pod)) {
          return of(each);
        }
      }
      throw ApiFailure.of("not_found", "pods \"" + pod + "\" not found");
    }

    /** Of the pod. */
    String path() {
      return Paths.kind("k8s.Pod", namespace) + "/" + Paths.encoded(pod);
    }

    private String exec(List<String> command) {
      StringBuilder path = new StringBuilder(path()).append("/exec?stdout=true&stderr=true");
      path.append("&container=").append(Paths.encoded(name));
      command.forEach(word -> path.append("&command=").append(Paths.encoded(word)));
      return path.toString();
    }
  }

  /**
   * Runs to the end.
   *
   * @param acts whether the program may have done something when its answer is lost
   */
  Result run(Container container, List<String> command, Duration patience, boolean acts)
      throws ApiFailure, InterruptedException {
    Bounded out = new Bounded();
    Bounded err = new Bounded();
    int code = run(container, command, new Streams(out, err), patience, acts);
    return new Result(code, out.text(), err.text());
  }

  /** Where a program's output goes. */
  record Streams(OutputStream out, OutputStream err) {}

  /**
   * @return the exit code
   */
  int run(
      Container container, List<String> command, Streams streams, Duration patience, boolean acts)
      throws ApiFailure, InterruptedException {
    try (PodProgram program = new PodProgram(streams.out(), streams.err())) {
      start(container.exec(command), program, patience);
      PodProgram.Ending ending = program.ending().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (ending.code() < 0) {
        throw failed(ending.words(), new IOException("no exit code came"), acts);
      }
      return ending.code();
    } catch (ExecutionException failed) {
      throw failed("", failed.getCause(), acts);
    } catch (TimeoutException late) {
      throw acts
          ? ApiFailure.unanswered(late)
          : ApiFailure.forNow("unreachable", "the program gave no answer in time");
    }
  }

  private void start(String path, PodProgram program, Duration patience)
      throws ApiFailure, InterruptedException, TimeoutException {
    try {
      server
          .open(path, PodProgram.PROTOCOL, program, patience)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw notStarted(failed.getCause());
    }
  }

  private static ApiFailure notStarted(Throwable refused) {
    if (!(refused instanceof WebSocketHandshakeException handshake)) {
      return ApiFailure.unanswered(refused);
    }
    int status = handshake.getResponse().code();
    String words = "the API server answered " + status;
    if (status == 404) {
      return ApiFailure.of("not_found", words);
    }
    if (status == 401 || status == 403) {
      return ApiFailure.of("forbidden", words);
    }
    return ApiFailure.forNow("not_running", words);
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
