package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions of the modules {@code net}, {@code http}, {@code prom} and {@code notify}. */
public final class ApplicationActions {
  private static final Duration REQUEST_TAKES = Duration.ofMillis(30);

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
    actions.put("http.post", this::send);
    actions.put("http.put", this::send);
    actions.put("prom.scrape", this::scrape);
    actions.put("notify.post", call -> Reply.done());
    return actions;
  }

  private static String text(Value value) {
    return ((Value.Str) value).value();
  }

  /** A running pod of the workload that the call is made from. */
  private Optional<Pod> from(Call call) {
    Value.Handle workload = (Value.Handle) call.argument("from");
    return application
        .cluster()
        .running(text(workload.part("in")), text(workload.part("name")))
        .stream()
        .findFirst();
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
        port == 5432
            ? application.postgres().byHost(host).map(application.postgres()::isUp).orElse(false)
            : port == 6379
                ? application.redis().hosts().contains(host) && application.redis().isUp(host)
                : host.equals(application.spec().workload())
                    && port == application.spec().port()
                    && !application.serving().isEmpty();
    return Reply.done(new Value.Bool(reached)).after(REQUEST_TAKES);
  }

  private static Optional<URI> uri(Call call) {
    try {
      return Optional.of(new URI(((Value.Address) call.argument("url")).url()));
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
        ? answer(endpoints.get(pod.get(), uri.get().getPath()))
        : Reply.refusedForNow("unreachable", "connection refused");
  }

  /** Only pods that are ready get requests from outside. */
  private Reply fetch(Call call) {
    Optional<URI> uri = uri(call);
    if (uri.isEmpty() || !application.spec().publicHost().equals(uri.get().getHost())) {
      return Reply.refusedForNow("unreachable", "the host is not known");
    }
    List<Pod> serving = application.serving();
    return serving.isEmpty()
        ? answer(new Endpoints.Answer(503, "no server is available"))
        : answer(endpoints.get(serving.get(0), uri.get().getPath()));
  }

  private Reply send(Call call) {
    Optional<URI> uri = uri(call);
    if (uri.isEmpty() || !application.spec().publicHost().equals(uri.get().getHost())) {
      return Reply.refusedForNow("unreachable", "the host is not known");
    }
    return application.serving().isEmpty()
        ? answer(new Endpoints.Answer(503, "no server is available"))
        : answer(endpoints.post(uri.get().getPath(), text(call.argument("body"))));
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
    if (pod.isEmpty()) {
      return noPod(call);
    }
    long port = ((Value.Int) call.argument("port")).value();
    if (!text(call.argument("path")).equals("/metrics")) {
      return Reply.refused("not_found", "404 page not found");
    }
    ApplicationSpec spec = application.spec();
    if (port == spec.metricsPort() && pod.get().workload().equals(spec.workload())) {
      return Reply.done(new Value.Items(metrics.ofPod(pod.get())));
    }
    return port == spec.exporterPort()
            && spec.exporter().filter(pod.get().workload()::equals).isPresent()
        ? Reply.done(new Value.Items(metrics.ofExporter()))
        : Reply.refusedForNow("unreachable", "connection refused");
  }
}
