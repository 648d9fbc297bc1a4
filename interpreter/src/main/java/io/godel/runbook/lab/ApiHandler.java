package io.godel.runbook.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The API over HTTP: who asks, what for, and in which form the answer goes out. */
final class ApiHandler extends Handler.Abstract {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long WATCH_SECONDS_MAX = 300;

  private final LabState lab;

  ApiHandler(LabState lab) {
    super(InvocationType.BLOCKING);
    this.lab = lab;
  }

  /** An answer that is complete. */
  private record Reply(int code, String type, String body) {
    static Reply json(int code, JsonNode body) {
      return new Reply(code, "application/json", body.toString());
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Map<String, String> query = query(request);
    List<String> path = path(request);
    try {
      String user = lab.user(request);
      if (isWatch(query)) {
        watch(user, path, query, response);
        callback.succeeded();
        return true;
      }
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      send(response, lab.touch(() -> answer(user, request, path, query, body)));
    } catch (Denied denied) {
      send(response, Reply.json(denied.code(), denied.body()));
    }
    callback.succeeded();
    return true;
  }

  private static boolean isWatch(Map<String, String> query) {
    return query.getOrDefault("watch", "").matches("1|true");
  }

  static Map<String, String> query(Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    return query;
  }

  static List<String> path(Request request) {
    List<String> parts = new ArrayList<>();
    for (String part : Request.getPathInContext(request).split("/")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static void send(Response response, Reply reply) throws IOException {
    response.setStatus(reply.code());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(bytes);
    }
  }

  private Reply answer(
      String user, Request request, List<String> path, Map<String, String> query, String body)
      throws Denied {
    String first = path.isEmpty() ? "" : path.get(0);
    switch (first) {
      case "version" -> {
        return Reply.json(200, Discovery.version());
      }
      case "healthz", "livez", "readyz" -> {
        return new Reply(200, "text/plain", "ok");
      }
      case "openapi" -> throw Denied.noSuchPath();
      default -> {
        // Everything else is about objects.
      }
    }
    Optional<ObjectNode> discovery = Discovery.answer(path);
    if (discovery.isPresent()) {
      return Reply.json(200, discovery.get());
    }
    if (path.size() == 4 && path.get(3).startsWith("self")) {
      return Reply.json(201, lab.review(user, path.get(3), read(body)));
    }
    ApiPath target = ApiPath.of(path);
    if (target.isProxy()) {
      return proxied(user, target);
    }
    Reply reply = object(user, request, target, query, body);
    if (!request.getMethod().equals("GET") && !query.containsKey("dryRun")) {
      lab.written().add(request.getMethod() + " /" + String.join("/", path));
    }
    return reply;
  }

  private Reply proxied(String user, ApiPath target) throws Denied {
    lab.demand(user, "get", target);
    Optional<Guests.Answer> answer =
        lab.guests()
            .get(target.target().namespace(), target.pod(), target.port(), target.proxyPath());
    if (answer.isEmpty()) {
      ObjectNode status = JSON.objectNode();
      status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
      status.put("message", "error trying to reach service: dial tcp: connect: connection refused");
      status.put("reason", "ServiceUnavailable").put("code", 503);
      return Reply.json(503, status);
    }
    return new Reply(answer.get().status(), "text/plain", answer.get().body());
  }

  private Reply object(
      String user, Request request, ApiPath path, Map<String, String> query, String body)
      throws Denied {
    ApiRequests.Target target = path.target();
    ApiRequests requests = lab.requests();
    boolean dry = query.getOrDefault("dryRun", "").equals("All");
    boolean one = !target.name().isEmpty();
    String method = request.getMethod();
    lab.demand(user, verb(method, one), path);
    switch (method) {
      case "GET" -> {
        if (target.subresource().equals("log")) {
          return new Reply(200, "text/plain", requests.log(target, query));
        }
        return Reply.json(200, one ? requests.get(target) : requests.list(target, query));
      }
      case "POST" -> {
        return Reply.json(201, requests.create(target, object(body), dry));
      }
      case "PUT" -> {
        return Reply.json(200, requests.replace(target, object(body), dry));
      }
      case "PATCH" -> {
        String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        String plain = type.split(";", 2)[0].strip();
        return Reply.json(200, requests.patch(target, plain, read(body), dry));
      }
      case "DELETE" -> {
        JsonNode options = body.isBlank() ? JSON.objectNode() : read(body);
        return Reply.json(200, requests.delete(target, options, dry));
      }
      default -> throw Denied.badRequest("there is no method " + method);
    }
  }

  private static String verb(String method, boolean one) {
    return switch (method) {
      case "GET" -> one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      default -> "delete";
    };
  }

  private static ObjectNode object(String body) throws Denied {
    if (read(body) instanceof ObjectNode object) {
      return object;
    }
    throw Denied.badRequest("the body is no object");
  }

  /** JSON, or the YAML that an applied configuration may be written in. */
  private static JsonNode read(String body) throws Denied {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException noJson) {
      try {
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(body);
        return MAPPER.valueToTree(tree);
      } catch (YAMLException malformed) {
        throw Denied.badRequest("the body cannot be read");
      }
    }
  }

  /** Sends what happens, one event a line, until the client goes or the time is over. */
  private void watch(String user, List<String> path, Map<String, String> query, Response response)
      throws Exception {
    ApiPath target = ApiPath.of(path);
    lab.touch(
        () -> {
          lab.demand(user, "watch", target);
          return null;
        });
    long seconds =
        Math.min(WATCH_SECONDS_MAX, Long.parseLong(query.getOrDefault("timeoutSeconds", "300")));
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      new Watch(lab, target.target(), query).send(out, seconds);
    } catch (IOException gone) {
      // Who watches goes away when they please.
      return;
    }
  }
}
