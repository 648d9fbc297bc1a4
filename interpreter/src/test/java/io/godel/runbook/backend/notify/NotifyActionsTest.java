package io.godel.runbook.backend.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.value.Value;
import io.godel.runbook.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are taken, refused, lost and never sent. */
class NotifyActionsTest {
  private static final String PATH = "/services/canary-T0/B0/xyz";

  private final List<String> heard = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private boolean answers = true;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        PATH,
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          if (answers) {
            exchange.sendResponseHeaders(status, -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private Outcome post(String webhook, String channel, String text) throws InterruptedException {
    NotifyProfile profile =
        new NotifyProfile(Map.of("incidents", new PasswordSource.Env("WEBHOOK")));
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("channel", new Value.Str(channel));
    values.put("text", new Value.Str(text));
    Outcome outcome =
        new NotifyActions(profile, source -> Optional.of(webhook))
            .actions()
            .get("notify.post")
            .carryOut(new Call("1", "notify.post", values, true, Duration.ofSeconds(5)));
    assertFalse(outcome.toString().contains("canary"), outcome::toString);
    return outcome;
  }

  @Test
  void aMessageIsPostedAsJson() throws Exception {
    assertEquals(
        new Outcome.Done(new Value.Unit()), post(url() + "\n", "incidents", "a \"quote\"\nü"));
    assertEquals(List.of("application/json {\"text\":\"a \\\"quote\\\"\\nü\"}"), heard);
  }

  @ParameterizedTest
  @CsvSource({"302, false", "400, false", "404, false", "429, true", "500, true", "503, true"})
  void whatIsNotTakenWasNotSaid(int answered, boolean retriable) throws Exception {
    status = answered;
    assertEquals(
        new Outcome.NotDone(
            "refused", "the channel `incidents` answered with status " + answered, retriable),
        post(url(), "incidents", "text"));
  }

  @Test
  void ofAMessageThatWasNotAnsweredNobodyKnows() throws Exception {
    answers = false;
    assertEquals(
        new Outcome.Unknown("no answer from the channel `incidents`"),
        post(url(), "incidents", "text"));
    assertFalse(heard.isEmpty());
  }

  @Test
  void whatNeverLeftWasNotSaid() throws Exception {
    server.stop(0);
    assertEquals(
        new Outcome.NotDone("unreachable", "no connection to the channel `incidents`", true),
        post(url(), "incidents", "text"));
  }

  @ParameterizedTest
  @CsvSource({"canary", "ftp://host/canary", "http://ho st/canary", "http:///canary"})
  void whatIsNoUrlIsNotShown(String webhook) throws Exception {
    assertEquals(
        new Outcome.NotDone(
            "invalid", "the webhook of `incidents` is no URL of http or https", false),
        post(webhook, "incidents", "text"));
  }

  @Test
  void anUnknownChannelAndATooLongTextAreRefused() throws Exception {
    assertEquals(
        new Outcome.NotDone(
            "not_found", "there is no channel `other` in the target profile", false),
        post(url(), "other", "text"));
    assertEquals(
        new Outcome.NotDone("invalid", "the text has more than 40000 characters", false),
        post(url(), "incidents", "x".repeat(40_001)));
    assertEquals(List.of(), heard);
  }

  @Test
  void aProfileSaysWhereTheWebhookIs() {
    List<Diagnostic> diagnostics = new ArrayList<>();
    NotifyProfile profile =
        read(
            """
            incidents: {webhook: {env: WEBHOOK}}
            team: {webhook: {secret: hooks, key: team}}
            """,
            diagnostics);
    assertEquals(List.of(), diagnostics);
    assertEquals(new PasswordSource.Env("WEBHOOK"), profile.channels().get("incidents"));
    assertEquals(
        new PasswordSource.InSecret("godel", "hooks", "team"), profile.channels().get("team"));
    read("a: {}\nb: {webhook: {}}\nc: {webhook: 'https://host/canary'}", diagnostics);
    assertEquals(
        List.of(
            "`webhook` is missing here",
            "where the webhook is has to be said by one of `env` and `secret`",
            "this has to be a mapping",
            "where the webhook is has to be said by one of `env` and `secret`"),
        diagnostics.stream().map(Diagnostic::message).toList());
  }

  private static NotifyProfile read(String yaml, List<Diagnostic> diagnostics) {
    SourceFile file = new SourceFile("target.yaml", yaml);
    return NotifyProfile.read(YamlReader.read(file).tree().orElseThrow(), "godel", diagnostics);
  }
}
