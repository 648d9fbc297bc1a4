package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Carries out requests; to be called on one thread, that of the model. */
public final class Api {
  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz", "/livez");

  private final Store store;
  private final Mirror mirror;
  private final Access access;
  private final Reads reads;
  private final Writes writes;
  private final Deletes deletes;
  private final Scales scales;
  private final Reviews reviews;
  private final Discovery discovery;
  private final Metrics metrics;
  private final Logs logs;
  private final Proxies proxies;

  /**
   * @param ports what listens in pods
   * @param seed of the names that the server makes up
   */
  public Api(Store store, Mirror mirror, PodPorts ports, long seed) {
    this.store = store;
    this.mirror = mirror;
    this.access = new Access(store);
    this.reads = new Reads(store);
    this.writes = new Writes(store, mirror, seed);
    this.deletes = new Deletes(store, mirror);
    this.scales = new Scales(reads, writes, mirror);
    this.reviews = new Reviews(access, mirror);
    this.discovery = new Discovery(mirror.model().hasMetrics());
    this.metrics = new Metrics(store, mirror);
    this.logs = new Logs(mirror);
    this.proxies = new Proxies(reads, mirror, metrics, ports);
  }

  /** To be called after each thing that happened in the model. */
  public void sync() {
    mirror.sync();
    deletes.collectNamespaces();
    logs.sync(pods());
  }

  private List<Pod> pods() {
    return store.list(ResourceTypes.POD, "").stream()
        .flatMap(
            pod ->
                mirror
                    .model()
                    .pod(pod.at("/metadata/namespace").asText(), pod.at("/metadata/name").asText())
                    .stream())
        .toList();
  }

  public Answer answer(Request request) {
    try {
      return carriedOut(request);
    } catch (Refusal refusal) {
      return new Answer.Json(refusal.code(), refusal.status());
    }
  }

  private Answer carriedOut(Request request) throws Refusal {
    if (HEALTH.contains(request.path())) {
      return new Answer.Text(200, "text/plain", "ok");
    }
    Optional<ObjectNode> review = reviews.answer(request);
    if (review.isPresent()) {
      return new Answer.Json(201, review.get());
    }
    Optional<JsonNode> discovered =
        request.method().equals("GET")
            ? discovery.answer(request.path()).or(() -> OpenApi.answer(request.path()))
            : Optional.empty();
    if (discovered.isPresent()) {
      return new Answer.Json(200, discovered.get());
    }
    if (request.path().startsWith("/apis/" + Metrics.VERSION + "/")) {
      return measured(request);
    }
    Target target = Target.of(request.path()).orElseThrow(Refusal::noSuchPath);
    authorize(request, target);
    return target.subresource().isEmpty()
        ? ofObjects(target, request)
        : ofSubresource(target, request);
  }

  private void authorize(Request request, Target target) throws Refusal {
    demand(request, target, target.type().group());
  }

  private void demand(Request request, Target target, String group) throws Refusal {
    Access.Wish wish =
        new Access.Wish(
            verb(request, target), group, target.resource(), target.namespace(), target.object());
    if (!access.allows(request.user(), wish)) {
      throw Refusal.forbidden(target.type(), target.object(), access.refusal(request.user(), wish));
    }
  }

  private static String verb(Request request, Target target) throws Refusal {
    boolean one = !target.name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> one ? "get" : request.flag("watch") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> one ? "delete" : "deletecollection";
      default ->
          throw Refusal.methodNotAllowed(
              "the server does not allow this method on the requested resource");
    };
  }

  private Answer ofObjects(Target target, Request request) throws Refusal {
    boolean one = !target.name().isEmpty();
    return switch (request.method()) {
      case "GET", "HEAD" -> {
        if (request.flag("watch")) {
          yield new Answer.Stream(
              "application/json", Watching.begin(store, target, request, form(target, request)));
        }
        ObjectNode found = one ? reads.get(target) : reads.list(target, request);
        yield json(form(target, request).apply(found));
      }
      case "POST" -> {
        demand(!one);
        yield new Answer.Json(201, writes.create(target, Bodies.object(request), request));
      }
      case "PUT" -> {
        demand(one);
        ObjectNode sent = Bodies.object(request);
        yield json(writes.change(target, request, before -> sent.deepCopy()));
      }
      case "PATCH" -> {
        demand(one);
        yield patch(target, request);
      }
      case "DELETE" ->
          json(one ? deletes.delete(target, options(request), request) : all(target, request));
      default -> throw Refusal.methodNotAllowed("the server does not allow this method");
    };
  }

  /** As documents, or as rows of tables for people. */
  private UnaryOperator<JsonNode> form(Target target, Request request) {
    return Tables.isWanted(request)
        ? shown -> new Tables(mirror.now()).of(target.type(), shown)
        : UnaryOperator.identity();
  }

  private static void demand(boolean fits) throws Refusal {
    if (!fits) {
      throw Refusal.methodNotAllowed(
          "the server does not allow this method on the requested resource");
    }
  }

  private static Answer json(JsonNode document) {
    return new Answer.Json(200, document);
  }

  /** An object that is applied is made where there is none. */
  private Answer patch(Target target, Request request) throws Refusal {
    boolean exists = store.find(target.type(), target.namespace(), target.name()).isPresent();
    if (Applying.isApply(request) && !exists) {
      ObjectNode applied = Bodies.object(request);
      applied.withObject("/metadata").put("name", target.name());
      return new Answer.Json(201, writes.create(target, applied, request));
    }
    return json(
        writes.change(target, request, before -> Patches.apply(before, request, mirror.now())));
  }

  private static ObjectNode options(Request request) throws Refusal {
    return request.body().isBlank()
        ? JsonNodeFactory.instance.objectNode()
        : Bodies.object(request);
  }

  private ObjectNode all(Target target, Request request) throws Refusal {
    ObjectNode list = reads.list(target, request);
    for (JsonNode each : list.path("items")) {
      Target one =
          new Target(
              target.type(),
              each.at("/metadata/namespace").asText(""),
              each.at("/metadata/name").asText(),
              "",
              "");
      deletes.delete(one, options(request), request);
    }
    return list;
  }

  private Answer ofSubresource(Target target, Request request) throws Refusal {
    if (!target.type().subresources().contains(target.subresource())) {
      throw Refusal.noSuchPath();
    }
    boolean reads = request.method().equals("GET");
    return switch (target.subresource()) {
      case "scale" -> json(reads ? scales.get(target) : scales.change(target, request));
      case "status" -> {
        demand(reads);
        yield json(this.reads.get(target));
      }
      case "log" -> logs.read(target, this.reads.get(target), request);
      case "proxy" -> proxies.answer(target);
      case "exec", "portforward" ->
          throw Refusal.badRequest("you must upgrade the connection to a WebSocket");
      default -> throw Refusal.noSuchPath();
    };
  }

  /** A watch, for which there is another way than an answer. */
  public Feed watch(Request request) throws Refusal {
    Target target = Target.of(request.path()).orElseThrow(Refusal::noSuchPath);
    authorize(request, target);
    if (!request.flag("watch") || !target.subresource().isEmpty()) {
      throw Refusal.badRequest("only watches, programs and connections go over WebSockets");
    }
    return Watching.begin(store, target, request, form(target, request));
  }

  /** A program or a connection in a pod, for which there is another way than an answer. */
  public Streaming streaming(Request request) throws Refusal {
    Target target = Target.of(request.path()).orElseThrow(Refusal::noSuchPath);
    authorize(request, target);
    boolean reachable =
        mirror
            .model()
            .pod(target.namespace(), target.name())
            .filter(mirror.model()::isReachable)
            .isPresent();
    return Streaming.of(target, reads.get(target), request, reachable);
  }

  /**
   * Keeps an object as an administrator would, whatever was there; one that the model interprets
   * must not be there yet.
   *
   * @param uid of the object
   */
  public ObjectNode keep(String group, String plural, ObjectNode object, String uid) {
    ResourceType type =
        ResourceTypes.all().stream()
            .filter(it -> it.group().equals(group) && it.plural().equals(plural))
            .findFirst()
            .orElseThrow();
    ObjectNode kept = object.deepCopy();
    kept.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = kept.withObject("/metadata");
    metadata.put("uid", uid).put("creationTimestamp", mirror.now());
    if (mirror.documents(type).isEmpty()) {
      return store.put(type, kept);
    }
    mirror.create(type, kept);
    return kept;
  }

  private Answer measured(Request request) throws Refusal {
    demand(request.method().equals("GET"));
    if (!mirror.model().hasMetrics()) {
      throw Refusal.noSuchPath();
    }
    Target target =
        Target.of(request.path().replace("/apis/" + Metrics.VERSION + "/", "/api/v1/"))
            .orElseThrow(Refusal::noSuchPath);
    demand(request, target, Metrics.GROUP);
    return json(metrics.answer(target, Reads.wanted(target, request)));
  }
}
