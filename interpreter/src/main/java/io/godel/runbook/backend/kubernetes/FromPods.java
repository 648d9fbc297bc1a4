package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is seen from inside of pods: whether something is reached, what a URL answers, and what the
 * pods themselves expose.
 *
 * <p>Images differ in the programs that they have: the known ones are tried one after the other.
 */
public final class FromPods {
  private static final String SECONDS = "5";
  private static final int BODY_MAX = PodPrograms.OUTPUT_MAX;

  /** curl's exit code, which the other programs are made to use too (curl(1), EXIT CODES). */
  private static final int CURL_REFUSED = 7;

  /** So many pods are asked at most, where those before cannot be reached. */
  private static final int ASKED_MAX = 3;

  private static final int PORT_MAX = 65_535;

  /** A name or an address; nothing that a program would read as an option. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:%-]{0,254}");

  /** A program that does not know an option; bash that was built without connections. */
  private static final Pattern NOT_UNDERSTOOD =
      Pattern.compile(
          "(?im)(invalid|unrecogni[sz]ed|illegal|unknown) option|^usage:|/dev/tcp/.*: No such file");

  /** Its last line is the status. */
  private static final String STATUS = "\n%{http_code}";

  private final ApiServer server;
  private final PodPrograms programs;
  private final InstantSource clock;

  /**
   * @param clock for how long requests take
   */
  public FromPods(KubernetesConnection connection, InstantSource clock) {
    this.server = connection.server();
    this.programs = new PodPrograms(connection);
    this.clock = clock;
  }

  /** By qualified name. */
  public Map<String, LiveAction> actions() {
    Map<String, LiveAction> actions = new LinkedHashMap<>();
    KubernetesLooks.put(actions, "net.reaches", this::reaches);
    KubernetesLooks.put(actions, "http.get", this::get);
    KubernetesLooks.put(actions, "prom.scrape", this::scrapeOne);
    KubernetesLooks.put(
        actions, "prom.scrape_all", call -> scrape(call, running(call), call.timeout()));
    return actions;
  }

  /**
   * The running pods of the workload that are not ending, first those that are ready, by name;
   * there has to be one.
   */
  private List<PodPrograms.Container> running(Call call) throws ApiFailure, InterruptedException {
    Value.Handle workload = KubernetesLooks.handle(call, "from");
    List<PodPrograms.Container> pods = new ArrayList<>();
    List<PodPrograms.Container> unready = new ArrayList<>();
    String all = Paths.kind("k8s.Pod", Paths.namespace(workload));
    for (JsonNode pod : server.get(all, call.timeout()).path("items")) {
      if (Owners.belongs(pod, Paths.name(workload)) && isRunning(pod)) {
        (KubernetesLooks.isReady(pod) ? pods : unready).add(PodPrograms.Container.of(pod));
      }
    }
    pods.addAll(unready);
    if (pods.isEmpty()) {
      throw ApiFailure.forNow(
          "unreachable", "no pod of " + Paths.name(workload) + " runs to ask from");
    }
    return pods;
  }

  private static boolean isRunning(JsonNode pod) {
    for (JsonNode container : pod.at("/status/containerStatuses")) {
      if (!container.path("state").has("running")) {
        return false;
      }
    }
    return pod.at("/status/phase").asText().equals("Running")
        && pod.at("/metadata/deletionTimestamp").isMissingNode();
  }

  private Value reaches(Call call) throws ApiFailure, InterruptedException {
    String host = Paths.text(call.argument("host"));
    long number = ((Value.Int) call.argument("port")).value();
    List<PodPrograms.Container> pods = running(call);
    if (!HOST.matcher(host).matches() || number < 1 || number > PORT_MAX) {
      // Nothing is there, and a program would take it for something else.
      return new Value.Bool(false);
    }
    String port = Long.toString(number);
    List<List<String>> known =
        List.of(
            List.of("nc", "-z", "-w", SECONDS, host, port),
            List.of("nc", "-w", SECONDS, host, port, "-e", "true"),
            List.of("bash", "-c", "exec 3<>\"/dev/tcp/$0/$1\"", host, port),
            List.of("python3", "-c", CONNECT_PYTHON, host, port),
            List.of("node", "-e", CONNECT_NODE, host, port));
    return new Value.Bool(anyOf(call, pods, asking(known)).code() == 0);
  }

  private static final String CONNECT_PYTHON =
      "import socket,sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 5)";

  private static final String CONNECT_NODE =
      "require('net').connect({host: process.argv[1], port: +process.argv[2], timeout: 5000})"
          + ".on('connect', () => process.exit(0)).on('error', () => process.exit(1))"
          + ".on('timeout', () => process.exit(1))";

  private static final String GET_PYTHON =
      """
      import sys,urllib.request,urllib.error
      try: r=urllib.request.urlopen(sys.argv[1], timeout=8)
      except urllib.error.HTTPError as e: r=e
      sys.stdout.write(r.read().decode('utf-8','replace')+'\\n'+str(r.status))
      """;

  private static final String GET_NODE =
      "const u=process.argv[1];require(u.startsWith('https')?'https':'http').get(u,r=>{let b='';"
          + "r.on('data',d=>b+=d);r.on('end',()=>process.stdout.write(b+'\\n'+r.statusCode))})"
          + ".on('error',e=>{console.error(e.message);process.exit(7)})";

  private Value get(Call call) throws ApiFailure, InterruptedException {
    String url = ((Value.Address) call.argument("url")).url();
    Instant begun = clock.instant();
    List<List<String>> known =
        List.of(
            List.of("curl", "-sS", "-m", "8", "-w", STATUS, "--", url),
            List.of("python3", "-c", GET_PYTHON, url),
            List.of("node", "-e", GET_NODE, url));
    PodPrograms.Result result = anyOf(call, running(call), asking(known));
    int end = result.out().lastIndexOf('\n');
    String status = result.out().substring(end + 1).strip();
    if (result.code() != 0 || end < 0 || !status.matches("[1-9][0-9]{2}")) {
      String words = result.err().strip();
      boolean refused = result.code() == CURL_REFUSED || words.isEmpty();
      throw ApiFailure.forNow("unreachable", refused ? "connection refused" : words);
    }
    return response(
        Integer.parseInt(status),
        result.out().substring(0, end),
        Duration.between(begun, clock.instant()));
  }

  static Value response(int status, String body, Duration took) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("status", new Value.Int(status));
    fields.put("body", new Value.Str(body.substring(0, Math.min(body.length(), BODY_MAX))));
    fields.put("took", new Value.Time(took));
    return new Value.Fields("http.Response", fields);
  }

  /** What is asked of one pod after the other, until one can be reached. */
  private interface Asked<T> {
    T of(PodPrograms.Container pod, Duration patience) throws ApiFailure, InterruptedException;
  }

  /**
   * A machine that is lost does not answer for its pods, which the API still shows as running. All
   * of them together are waited for no longer than the call.
   */
  private static <T> T anyOf(Call call, List<PodPrograms.Container> pods, Asked<T> asked)
      throws ApiFailure, InterruptedException {
    int last = Math.min(ASKED_MAX, pods.size()) - 1;
    Duration patience = call.timeout().dividedBy(last + 1L);
    for (PodPrograms.Container pod : pods.subList(0, last)) {
      try {
        return asked.of(pod, patience);
      } catch (ApiFailure failure) {
        if (!failure.passes()) {
          throw failure;
        }
      }
    }
    return asked.of(pods.get(last), patience);
  }

  private Asked<PodPrograms.Result> asking(List<List<String>> known) {
    return (pod, patience) -> first(pod, patience, known);
  }

  /** The first program that the pod has, and that knows what it is asked, is run. */
  private PodPrograms.Result first(
      PodPrograms.Container pod, Duration patience, List<List<String>> known)
      throws ApiFailure, InterruptedException {
    for (List<String> command : known) {
      try {
        PodPrograms.Result result = programs.run(pod, command, patience, false);
        if (isAnswer(result)) {
          return result;
        }
      } catch (ApiFailure failure) {
        if (!(failure.looked() instanceof io.godel.runbook.backend.Outcome.NotDone it)
            || !it.code().equals("no_program")) {
          throw failure;
        }
      }
    }
    List<String> names = known.stream().map(command -> command.get(0)).distinct().toList();
    throw ApiFailure.of(
        "no_program",
        "the pod %s has none of %s to ask with".formatted(pod.pod(), String.join(", ", names)));
  }

  /**
   * Whether a program says something about what it was asked. Many a BusyBox has an {@code nc} that
   * knows no {@code -z}: that it ends in failure is not that nothing was reached.
   */
  static boolean isAnswer(PodPrograms.Result result) {
    // What a shell gives back for a program that it does not find (POSIX, 2.8.2).
    boolean ran = result.code() != 126 && result.code() != 127;
    return ran && (result.code() == 0 || !NOT_UNDERSTOOD.matcher(result.err()).find());
  }

  private Value scrapeOne(Call call) throws ApiFailure, InterruptedException {
    return anyOf(call, running(call), (pod, patience) -> scrape(call, List.of(pod), patience));
  }

  private Value scrape(Call call, List<PodPrograms.Container> pods, Duration patience)
      throws ApiFailure, InterruptedException {
    long port = ((Value.Int) call.argument("port")).value();
    String path = Paths.text(call.argument("path"));
    List<Value> samples = new ArrayList<>();
    for (PodPrograms.Container pod : pods) {
      String text = server.text(pod.path() + ":" + port + "/proxy" + path, patience);
      samples.addAll(Exposition.read(text));
    }
    return new Value.Items(samples);
  }
}
