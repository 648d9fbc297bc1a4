package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.lab.api.Answer;
import io.godel.runbook.lab.api.Feed;
import io.godel.runbook.lab.api.Refusal;
import io.godel.runbook.lab.api.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Takes requests in and writes answers out. */
final class ApiHandler extends Handler.Abstract {
  /** As etcd has it, and a little more. */
  private static final int BODY_MAX = 3 << 20;

  private static final int POLL_MILLIS = 250;

  private final LabState lab;

  ApiHandler(LabState lab) {
    super(InvocationType.BLOCKING);
    this.lab = lab;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try {
      answer(request, response);
      callback.succeeded();
    } catch (IOException gone) {
      callback.failed(gone);
    }
    return true;
  }

  private void answer(Request request, Response response) throws Exception {
    Optional<User> user = lab.user(request);
    if (user.isEmpty()) {
      refuse(response, Refusal.unauthorized());
      return;
    }
    Optional<String> body = body(request);
    if (body.isEmpty()) {
      refuse(response, Refusal.tooLarge());
      return;
    }
    io.godel.runbook.lab.api.Request asked = read(request, user.get(), body.get());
    Answer answer =
        asked.writes()
            ? lab.touch(() -> lab.api().answer(asked))
            : lab.look(() -> lab.api().answer(asked));
    if (asked.writes() && answer instanceof Answer.Json it && it.code() < 300) {
      lab.written().add(asked.method() + " " + asked.path());
    }
    write(response, answer);
  }

  /** What is no text keeps its bytes, one for each character. */
  private static Optional<String> body(Request request) throws IOException {
    boolean binary = header(request, HttpHeader.CONTENT_TYPE).contains("protobuf");
    Charset charset = binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    try (InputStream body = Content.Source.asInputStream(request)) {
      byte[] bytes = body.readNBytes(BODY_MAX + 1);
      return bytes.length > BODY_MAX ? Optional.empty() : Optional.of(new String(bytes, charset));
    }
  }

  static io.godel.runbook.lab.api.Request read(Request request, User user, String body) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), new ArrayList<>(field.getValues()));
    }
    return new io.godel.runbook.lab.api.Request(
        user,
        request.getMethod(),
        request.getHttpURI().getDecodedPath(),
        query,
        header(request, HttpHeader.CONTENT_TYPE).split(";")[0].strip(),
        header(request, HttpHeader.ACCEPT),
        body);
  }

  private static String header(Request request, HttpHeader header) {
    String value = request.getHeaders().get(header);
    return value == null ? "" : value;
  }

  static void refuse(Response response, Refusal refusal) throws IOException {
    json(response, refusal.code(), refusal.status());
  }

  private void write(Response response, Answer answer) throws Exception {
    if (answer instanceof Answer.Json json) {
      json(response, json.code(), json.document());
    } else if (answer instanceof Answer.Text text) {
      text(response, text.code(), text.contentType(), text.text());
    } else if (answer instanceof Answer.Stream stream) {
      stream(response, stream);
    }
  }

  private static void json(Response response, int code, JsonNode document) throws IOException {
    text(response, code, "application/json", document.toString());
  }

  private static void text(Response response, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(code);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(bytes);
    }
  }

  private void stream(Response response, Answer.Stream stream) throws Exception {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
    Feed feed = stream.feed();
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      // Who watches learns at once that he does.
      out.flush();
      long polls = feed.secondsMax() * 1_000 / POLL_MILLIS;
      Patience patience = new Patience(polls);
      while (!feed.isOver() && patience.isLeft()) {
        Optional<String> part = feed.next(POLL_MILLIS);
        if (part.isPresent()) {
          out.write(part.get().getBytes(StandardCharsets.UTF_8));
          out.flush();
        } else {
          patience.spend();
        }
      }
    } finally {
      lab.touch(
          () -> {
            feed.stop();
            return null;
          });
    }
  }

  /** Counts the pauses in which nothing came: it needs no clock. */
  private static final class Patience {
    private long left;

    Patience(long left) {
      this.left = left;
    }

    boolean isLeft() {
      return left > 0;
    }

    void spend() {
      left--;
    }
  }
}
