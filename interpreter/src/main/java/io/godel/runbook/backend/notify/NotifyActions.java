package io.godel.runbook.backend.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The action of the module {@code notify}: posts JSON with a field {@code text}, as Slack takes it
 * and others that do as Slack does. No message of ours has the URL in it.
 */
public final class NotifyActions {
  /** In characters; what is longer would be cut off. */
  static final int TEXT_MAX = 40_000;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TOO_MANY_REQUESTS = 429;

  private final NotifyProfile profile;
  private final Passwords secrets;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param secrets where the URLs of webhooks are fetched
   */
  public NotifyActions(NotifyProfile profile, Passwords secrets) {
    this.profile = profile;
    this.secrets = secrets;
  }

  /** It acts; by qualified name. */
  public Map<String, LiveAction> actions() {
    return Map.of("notify.post", this::post);
  }

  private Outcome post(Call call) throws InterruptedException {
    String channel = ((Value.Str) call.argument("channel")).value();
    String text = ((Value.Str) call.argument("text")).value();
    PasswordSource source = profile.channels().get(channel);
    if (source == null) {
      return refused("not_found", "there is no channel `" + channel + "` in the target profile");
    }
    if (text.length() > TEXT_MAX) {
      return refused("invalid", "the text has more than " + TEXT_MAX + " characters");
    }
    try {
      Optional<URI> webhook = secrets.read(source).flatMap(NotifyActions::url);
      return webhook.isEmpty()
          ? refused("invalid", "the webhook of `" + channel + "` is no URL of http or https")
          : send(channel, webhook.get(), text, call.timeout());
    } catch (IOException missing) {
      return refused("forbidden", "the webhook of `" + channel + "`: " + missing.getMessage());
    }
  }

  private static Optional<URI> url(String secret) {
    try {
      URI url = new URI(secret.strip());
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return Optional.of(url).filter(it -> http && it.getHost() != null);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** What never left was not said; of what left and was not answered nobody knows. */
  private Outcome send(String channel, URI webhook, String text, Duration patience)
      throws InterruptedException {
    String body = JsonNodeFactory.instance.objectNode().put("text", text).toString();
    HttpRequest request =
        HttpRequest.newBuilder(webhook)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return new Outcome.Done(new Value.Unit());
      }
      return new Outcome.NotDone(
          "refused",
          "the channel `%s` answered with status %d".formatted(channel, status),
          status == TOO_MANY_REQUESTS || status / 100 == 5);
    } catch (ConnectException | HttpConnectTimeoutException noConnection) {
      return new Outcome.NotDone(
          "unreachable", "no connection to the channel `" + channel + "`", true);
    } catch (IOException lost) {
      return new Outcome.Unknown("no answer from the channel `" + channel + "`");
    }
  }

  private static Outcome refused(String code, String reason) {
    return new Outcome.NotDone(code, reason, false);
  }
}
