package io.godel.runbook.backend.http;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions of the module {@code http} that ask from here. Redirects are not followed. */
public final class HttpActions {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int BODY_MAX = 1 << 20;
  private static final int NOT_FOUND = 404;

  private final HttpProfile profile;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param clock for how long requests take
   */
  public HttpActions(HttpProfile profile, InstantSource clock) {
    this.profile = profile;
    this.clock = clock;
  }

  /** Those that look, by qualified name. */
  public Map<String, LiveAction> looking() {
    return Map.of("http.fetch", call -> send(call, "GET", ""));
  }

  /** Those that act, by qualified name. */
  public Map<String, LiveAction> acting() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    actions.put("http.post", call -> send(call, "POST", body(call)));
    actions.put("http.put", call -> send(call, "PUT", body(call)));
    actions.put("http.patch", call -> send(call, "PATCH", body(call)));
    actions.put("http.delete", this::delete);
    return actions;
  }

  private static String body(Call call) {
    return ((Value.Str) call.argument("body")).value();
  }

  /** What was answered. */
  private record Answer(int status, String body) {}

  private Outcome send(Call call, String method, String body) throws InterruptedException {
    Instant begun = clock.instant();
    try {
      Answer answer = exchange(call.argument("url"), method, body, call.timeout());
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("status", new Value.Int(answer.status()));
      fields.put("body", new Value.Str(answer.body()));
      fields.put("took", new Value.Time(Duration.between(begun, clock.instant())));
      return new Outcome.Done(new Value.Fields("http.Response", fields));
    } catch (IOException failure) {
      return failed(call, failure);
    }
  }

  /** A request that never left has done nothing. */
  private static Outcome failed(Call call, IOException failure) {
    boolean left = !(failure instanceof ConnectException);
    String words =
        failure.getMessage() == null ? "no answer" : String.valueOf(failure.getMessage());
    return call.acts() && left
        ? new Outcome.Unknown(words)
        : new Outcome.NotDone(
            "unreachable", left ? words : "connection refused or the host is not known", true);
  }

  private Outcome delete(Call call) throws InterruptedException {
    long there = 0;
    List<Value> urls = ((Value.Items) call.argument("urls")).values();
    for (Value url : urls) {
      try {
        Answer answer = exchange(url, "DELETE", "", call.timeout());
        if (answer.status() / 100 != 2 && answer.status() != NOT_FOUND) {
          String words =
              "DELETE %s was answered %d".formatted(((Value.Address) url).url(), answer.status());
          return new Outcome.NotDone("refused", words, false);
        }
        there += answer.status() == NOT_FOUND ? 0 : 1;
      } catch (IOException failure) {
        return failed(call, failure);
      }
    }
    return new Outcome.Done(new Value.Int(there));
  }

  private Answer exchange(Value url, String method, String body, Duration patience)
      throws IOException, InterruptedException {
    try {
      URI target = profile.where(new URI(((Value.Address) url).url()));
      HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(patience);
      HttpRequest.BodyPublisher content =
          body.isEmpty()
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(body);
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      HttpResponse<InputStream> response =
          client.send(
              request.method(method, content).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream stream = response.body()) {
        byte[] bytes = stream.readNBytes(BODY_MAX);
        return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw new ConnectException("the URL cannot be used: " + malformed.getMessage());
    }
  }
}
