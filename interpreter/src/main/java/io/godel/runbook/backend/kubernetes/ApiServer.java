package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Requests to the API server, with JSON in both directions. */
final class ApiServer {
  static final String MERGE = "application/merge-patch+json";
  static final String STRATEGIC = "application/strategic-merge-patch+json";
  static final String APPLY = "application/apply-patch+yaml";
  static final String JSON = "application/json";

  /** What makes a request a trial, and its value. */
  static final String DRY_RUN = "dryRun";

  static final String ALL = "All";

  /** Who writes, in the managed fields of objects. */
  static final String MANAGER = "fieldManager=runbook";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
  private static final Duration PAUSE_LAST = Duration.ofSeconds(2);

  /** A server that wants to be left alone for longer is asked again after that. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(30);

  /** What tells a policy to go on with its own pauses. */
  private static final Duration BACKOFF = Duration.ofNanos(-1);

  private final HttpClient client;
  private final String base;
  private final String dry;

  /**
   * @param base the address of the API server
   * @param access whether what is written is only tried out
   */
  ApiServer(HttpClient client, String base, Access access) {
    this.client = client;
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.dry = access == Access.DRY ? "&" + DRY_RUN + "=" + ALL : "";
  }

  /** A question that is on its way. Who asks again does so while waiting. */
  final class Asked {
    private final String path;
    private final Duration patience;
    private Optional<CompletableFuture<HttpResponse<String>>> first;

    private Asked(String path, Duration patience) {
      this.path = path;
      this.patience = patience;
      this.first = Optional.of(send("GET", path, "", "", patience));
    }

    /** Asked again while the server cannot answer, for as long as the patience lasts. */
    JsonNode answer() throws ApiFailure, InterruptedException {
      return parsed(text());
    }

    private String text() throws ApiFailure, InterruptedException {
      return again(patience, ApiFailure::passes, this::next);
    }

    private String next() throws ApiFailure, InterruptedException {
      CompletableFuture<HttpResponse<String>> sent =
          first.orElseGet(() -> send("GET", path, "", "", patience));
      first = Optional.empty();
      return received(path, sent, patience);
    }
  }

  /** Asks without waiting; the answer has to be waited for. */
  Asked ask(String path, Duration patience) {
    return new Asked(path, patience);
  }

  JsonNode get(String path, Duration patience) throws ApiFailure, InterruptedException {
    return ask(path, patience).answer();
  }

  String text(String path, Duration patience) throws ApiFailure, InterruptedException {
    return ask(path, patience).text();
  }

  /**
   * Asked again until the object is as it is to be, for as long as the patience lasts; at once
   * where nothing is really written.
   *
   * @param waiting what it is not yet
   */
  void await(String path, Predicate<JsonNode> is, String waiting, Duration patience)
      throws ApiFailure, InterruptedException {
    if (!dry.isEmpty()) {
      return;
    }
    try {
      again(
          patience,
          ApiFailure::passes,
          () -> {
            String text = exchange("GET", path, "", "", patience);
            if (!is.test(parsed(text))) {
              throw ApiFailure.unfinished(waiting);
            }
            return text;
          });
    } catch (ApiFailure nothingSeen) {
      throw ApiFailure.unfinished(nothingSeen.getMessage());
    }
  }

  private static String again(
      Duration patience, Predicate<ApiFailure> worth, CheckedSupplier<String> request)
      throws ApiFailure, InterruptedException {
    RetryPolicy<String> policy =
        RetryPolicy.<String>builder()
            .handleIf(failure -> failure instanceof ApiFailure it && worth.test(it))
            .withBackoff(PAUSE_FIRST, PAUSE_LAST)
            .withDelayFnOn(ApiServer::pause, ApiFailure.class)
            .withMaxRetries(-1)
            .withMaxDuration(patience)
            .build();
    try {
      return Failsafe.with(policy).get(request);
    } catch (FailsafeException failed) {
      if (failed.getCause() instanceof ApiFailure failure) {
        throw failure;
      }
      if (failed.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw failed;
    }
  }

  /** As long as the server asks for; where it asks for nothing, the backoff of the policy. */
  private static Duration pause(ExecutionContext<String> context) {
    Optional<Duration> asked =
        context.getLastException() instanceof ApiFailure failure
            ? failure.retryAfter()
            : Optional.empty();
    return asked
        .map(it -> it.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : it)
        .orElse(BACKOFF);
  }

  /** What has to be there before anything is written. */
  interface Consent {
    /**
     * Waits for it; at once where it was given before.
     *
     * @throws ApiFailure when it is not given
     */
    void await() throws ApiFailure, InterruptedException;
  }

  /** The only way to write: every request goes out after the consent, and never without it. */
  Writes writes(Consent consent) {
    return new Writes(consent);
  }

  /** Requests that write, and what is read before them. */
  final class Writes {
    private final Consent consent;

    private Writes(Consent consent) {
      this.consent = consent;
    }

    /** For what is written on another way than by a request of this class. */
    void agreed() throws ApiFailure, InterruptedException {
      consent.await();
    }

    /**
     * What there is before a change, asked for while the consent is waited for. A look that fails
     * has changed nothing.
     */
    JsonNode read(String path, Duration patience) throws ApiFailure, InterruptedException {
      Asked asked = ask(path, patience);
      consent.await();
      try {
        return asked.answer();
      } catch (ApiFailure failure) {
        throw failure.beforeActing();
      }
    }

    JsonNode patch(String path, String type, JsonNode body, Duration patience)
        throws ApiFailure, InterruptedException {
      String force = type.equals(APPLY) ? "&force=true" : "";
      String query = "?" + MANAGER + force + dry;
      return write("PATCH", path + query, type, body, patience);
    }

    JsonNode create(String path, JsonNode body, Duration patience)
        throws ApiFailure, InterruptedException {
      return write("POST", path + "?" + MANAGER + dry, JSON, body, patience);
    }

    JsonNode replace(String path, JsonNode body, Duration patience)
        throws ApiFailure, InterruptedException {
      return write("PUT", path + "?" + MANAGER + dry, JSON, body, patience);
    }

    /**
     * Where the request has a body the server takes all options from it, and none of the query.
     *
     * @param options with the preconditions
     */
    JsonNode delete(String path, ObjectNode options, Duration patience)
        throws ApiFailure, InterruptedException {
      if (!dry.isEmpty()) {
        options.putArray(DRY_RUN).add(ALL);
      }
      return write("DELETE", path, JSON, options, patience);
    }

    /**
     * Sent again only where the server has turned it away and said when to come back: then it has
     * certainly not been carried out.
     */
    private JsonNode write(
        String method, String path, String type, JsonNode body, Duration patience)
        throws ApiFailure, InterruptedException {
      consent.await();
      return parsed(
          again(
              patience,
              ApiFailure::isTurnedAway,
              () -> exchange(method, path, type, body.toString(), patience)));
    }
  }

  /** A question that is sent as a document, and changes nothing. */
  JsonNode review(String path, JsonNode body, Duration patience)
      throws ApiFailure, InterruptedException {
    return parsed(exchange("POST", path, JSON, body.toString(), patience));
  }

  private String exchange(String method, String path, String type, String body, Duration patience)
      throws ApiFailure, InterruptedException {
    return received(path, send(method, path, type, body, patience), patience);
  }

  private CompletableFuture<HttpResponse<String>> send(
      String method, String path, String type, String body, Duration patience) {
    HttpRequest.Builder request =
        client
            .newHttpRequestBuilder()
            .uri(URI.create(base + path))
            .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!method.equals("GET")) {
      request.method(method, type, body);
    }
    return client.sendAsync(request.build(), String.class);
  }

  /** Opens a stream in both directions. */
  CompletableFuture<WebSocket> open(
      String path, String protocol, WebSocket.Listener listener, Duration patience) {
    return client
        .newWebSocketBuilder()
        .subprotocol(protocol)
        .uri(URI.create(base + path))
        .connectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .buildAsync(listener);
  }

  private static String received(
      String path, CompletableFuture<HttpResponse<String>> answer, Duration patience)
      throws ApiFailure, InterruptedException {
    try {
      HttpResponse<String> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.code() >= 200 && response.code() < 300) {
        return response.body() == null ? "" : response.body();
      }
      JsonNode said = quietly(response.body());
      if (Unserved.is(path, response.code(), said)) {
        throw ApiFailure.unserved(Unserved.words(path, said));
      }
      throw ApiFailure.answered(response.code(), said).after(response.header("Retry-After"));
    } catch (ExecutionException failed) {
      throw ApiFailure.unanswered(failed.getCause());
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw ApiFailure.unanswered(late);
    } catch (InterruptedException nobodyWaits) {
      answer.cancel(true);
      throw nobodyWaits;
    }
  }

  private static JsonNode parsed(String text) throws ApiFailure {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw ApiFailure.unreadable();
    }
  }

  private static JsonNode quietly(String text) {
    try {
      return text == null ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JsonProcessingException plain) {
      return MAPPER.createObjectNode().put("message", text.lines().findFirst().orElse(""));
    }
  }
}
