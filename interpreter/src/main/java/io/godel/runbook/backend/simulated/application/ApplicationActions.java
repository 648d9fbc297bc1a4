package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.redis.RedisSpec;
import io.godel.runbook.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The actions of the modules {@code net}, {@code http}, {@code prom} and {@code notify}. */
public final class ApplicationActions {
  private static final Duration REQUEST_TAKES = Duration.ofMillis(30);

  private static final Comparator<Pod> BY_NAME = Comparator.comparing(Pod::name);

  private final Application application;
  private final Endpoints endpoints;
  private final Metrics metrics;

  public ApplicationActions(Application application) {
    this.application = application;
    this.endpoints = new Endpoints(application);
    this.metrics = new Metrics(application);
  }

  /** By qualified name. */
  public Map<String, SimulatedAction> actions() {
    Map<String, SimulatedAction> actions = new LinkedHashMap<>();
    actions.put("net.reaches", this::reaches);
    actions.put("http.get", this::get);
    actions.put("http.fetch", this::fetch);
    actions.put("http.post", call -> send(call, (path, body) -> endpoints.post(path)));
    actions.put("http.put", call -> send(call, (path, body) -> endpoints.post(path)));
    actions.put("http.patch", call -> send(call, endpoints::patch));
    actions.put("http.delete", this::delete);
    actions.put("prom.scrape", this::scrape);
    actions.put("prom.scrape_all", this::scrapeAll);
    actions.put("notify.post", call -> Reply.done());
    return actions;
  }

  private static String text(Value value) {
    return ((Value.Str) value).value();
  }

  /** A running pod of the workload that the call is made from. */
  private Optional<Pod> from(Call call) {
    return pods(call).min(BY_NAME);
  }

  /** By name, as the API lists them; a pod that is named itself is the only one. */
  private List<Pod> allFrom(Call call) {
    return pods(call).sorted(BY_NAME).toList();
  }

  private Stream<Pod> pods(Call call) {
    Value.Handle from = (Value.Handle) call.argument("from");
    String name = text(from.part("name"));
    boolean one = from.type().equals("k8s.Pod");
    String workload = one ? application.cluster().find(name).map(Pod::workload).orElse("") : name;
    return application.cluster().running(text(from.part("in")), workload).stream()
        .filter(pod -> !one || pod.name().equals(name));
  }

  private static Reply noPod(Call call) {
    Value.Handle workload = (Value.Handle) call.argument("from");
    return Reply.refusedForNow(
        "unreachable", "no pod of " + text(workload.part("name")) + " runs to ask from");
  }

  private Reply reaches(Call call) {
    if (from(call).isEmpty()) {
      return noPod(call);
    }
    String host = text(call.argument("host"));
    long port = ((Value.Int) call.argument("port")).value();
    boolean reached =
        port == PostgresModel.PORT
            ? application.postgres().byHost(host).map(application.postgres()::isUp).orElse(false)
            : port == RedisSpec.PORT
                ? application.redis().hosts().contains(host) && application.redis().isUp(host)
                : host.equals(application.spec().workload())
                    && port == application.spec().port()
                    && !application.serving().isEmpty();
    return Reply.done(new Value.Bool(reached)).after(REQUEST_TAKES);
  }

  private static Optional<URI> uri(Call call) {
    return uri(call.argument("url"));
  }

  private static Optional<URI> uri(Value url) {
    try {
      return Optional.of(new URI(((Value.Address) url).url()));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private Reply get(Call call) {
    Optional<Pod> pod = from(call);
    if (pod.isEmpty()) {
      return noPod(call);
    }
    Optional<URI> uri = uri(call);
    boolean own =
        uri.isPresent()
            && "localhost".equals(uri.get().getHost())
            && uri.get().getPort() == application.spec().port()
            && pod.get().workload().equals(application.spec().workload());
    return own
        ? answer(endpoints.get(pod.get(), uri.get().getPath(), query(uri.get())))
        : Reply.refusedForNow("unreachable", "connection refused");
  }

  /** Only pods that are ready get requests from outside. */
  private Reply fetch(Call call) {
    Optional<URI> uri = uri(call).filter(this::isKnown);
    return uri.isEmpty()
        ? unknownHost()
        : answer(
            door()
                .answer(
                    uri.get(), pod -> endpoints.get(pod, uri.get().getPath(), query(uri.get()))));
  }

  @FunctionalInterface
  private interface Sent {
    Endpoints.Answer answer(String path, String body);
  }

  private Reply send(Call call, Sent request) {
    Optional<URI> uri = uri(call).filter(this::isKnown);
    if (uri.isEmpty()) {
      return unknownHost();
    }
    String body = call.arguments().containsKey("body") ? text(call.argument("body")) : "";
    return answer(door().answer(uri.get(), pod -> request.answer(uri.get().getPath(), body)));
  }

  private Reply delete(Call call) {
    long there = 0;
    List<Value> urls = ((Value.Items) call.argument("urls")).values();
    Door door = door();
    for (Value url : urls) {
      Optional<URI> uri = uri(url).filter(this::isKnown);
      if (uri.isEmpty()) {
        return unknownHost();
      }
      String path = uri.get().getPath();
      Endpoints.Answer answer = door.answer(uri.get(), pod -> endpoints.delete(path));
      if (answer.status() != 204 && answer.status() != 404) {
        return Reply.refused("refused", "DELETE " + uri.get() + " was answered " + answer.status());
      }
      there += answer.status() == 204 ? 1 : 0;
    }
    return Reply.done(new Value.Int(there)).after(REQUEST_TAKES.multipliedBy(urls.size()));
  }

  private boolean isKnown(URI uri) {
    return application.spec().publicHost().equals(uri.getHost());
  }

  private static Reply unknownHost() {
    return Reply.refusedForNow("unreachable", "the host is not known");
  }

  /** What requests from outside find at this moment; they bring no credentials. */
  private record Door(Optional<Pod> pod, boolean authenticates) {
    Endpoints.Answer answer(URI uri, Function<Pod, Endpoints.Answer> inside) {
      if (pod.isEmpty()) {
        return new Endpoints.Answer(503, "no server is available");
      }
      return authenticates && Endpoints.wantsCredentials(uri.getPath())
          ? new Endpoints.Answer(401, "")
          : inside.apply(pod.get());
    }
  }

  private Door door() {
    return new Door(
        application.serving().stream().findFirst(), application.throttle().authenticates());
  }

  private static String query(URI uri) {
    return uri.getQuery() == null ? "" : uri.getQuery();
  }

  private static Reply answer(Endpoints.Answer answer) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("status", new Value.Int(answer.status()));
    fields.put("body", new Value.Str(answer.body()));
    fields.put("took", new Value.Time(REQUEST_TAKES));
    return Reply.done(new Value.Fields("http.Response", fields)).after(REQUEST_TAKES);
  }

  private Reply scrape(Call call) {
    Optional<Pod> pod = from(call);
    return pod.isEmpty() ? noPod(call) : scrape(call, List.of(pod.get()));
  }

  private Reply scrapeAll(Call call) {
    List<Pod> pods = allFrom(call);
    return pods.isEmpty() ? noPod(call) : scrape(call, pods);
  }

  private Reply scrape(Call call, List<Pod> pods) {
    long port = ((Value.Int) call.argument("port")).value();
    List<Value> samples = new ArrayList<>();
    for (Pod pod : pods) {
      Optional<List<Value>> exposed = exposed(pod, port);
      if (exposed.isEmpty()) {
        return Reply.refusedForNow("unreachable", "connection refused");
      }
      samples.addAll(exposed.get());
    }
    if (!text(call.argument("path")).equals("/metrics")) {
      return Reply.refused("not_found", "404 page not found");
    }
    return Reply.done(new Value.Items(samples));
  }

  private Optional<List<Value>> exposed(Pod pod, long port) {
    ApplicationSpec spec = application.spec();
    if (port == spec.metricsPort() && pod.workload().equals(spec.workload())) {
      return Optional.of(metrics.ofPod(pod));
    }
    return port == spec.exporterPort() && spec.exporter().filter(pod.workload()::equals).isPresent()
        ? Optional.of(metrics.ofExporter())
        : Optional.empty();
  }
}
