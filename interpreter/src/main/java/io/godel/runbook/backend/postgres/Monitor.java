package io.godel.runbook.backend.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.value.WalPosition;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the monitoring where the log of a server ended when it was last seen. */
final class Monitor {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** Empty when nobody has seen it, or the monitoring does not answer. */
  Optional<WalPosition> lastPosition(URI query) {
    HttpRequest request = HttpRequest.newBuilder(query).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = new ObjectMapper().readTree(response.body()).at("/data/result/0/value/1");
      return value.isTextual()
          ? Optional.of(new WalPosition(new BigDecimal(value.asText()).longValue()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException silent) {
      return Optional.empty();
    } catch (InterruptedException nobodyWaits) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
