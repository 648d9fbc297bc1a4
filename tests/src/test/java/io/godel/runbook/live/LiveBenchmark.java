package io.godel.runbook.live;

import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.types.TypedRunbook;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a live run costs beside the clients alone, and beside processes of {@code kubectl} and
 * {@code psql}: on a lab with real servers of PostgreSQL. Started by {@code tests/bench/live.sh}.
 */
final class LiveBenchmark {
  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");
  private static final double SPEED = 20;
  private static final int WARM_ROUNDS = 3;
  private static final int CALLS_PER_ROUND = 40;
  private static final long NANOS_PER_MICRO = 1_000;

  private static final String RUN = LiveTables.RUN;
  private static final String SHELL = LiveTables.SHELL;

  private final Path work;
  private final Path memory;
  private final int rounds;
  private final Map<LivePlatform, Thread> ends = new HashMap<>();
  private int opened;

  private LiveBenchmark(Path work, Path memory, int rounds) {
    this.work = work;
    this.memory = memory;
    this.rounds = rounds;
  }

  /**
   * @param args a folder on a disk, one in memory, how many rounds, {@code calls} or {@code
   *     failover} or both
   */
  public static void main(String[] args) throws Exception {
    LiveBenchmark benchmark =
        new LiveBenchmark(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
    List<String> parts = List.of(args).subList(3, args.length);
    if (parts.contains("calls")) {
      LiveTables.calls(benchmark.calls());
    }
    if (parts.contains("failover")) {
      LiveTables.failover(benchmark.failover());
    }
    System.exit(0);
  }

  /**
   * The replica is reached directly: for {@code psql} the way through the API server would need a
   * process more. Servers do not outlive this process, whatever ends it.
   */
  private LivePlatform platform() throws Exception {
    Path folder = Files.createDirectories(work.resolve("platform-" + opened++));
    LivePlatform platform = new LivePlatform(folder, "healthy", SPEED);
    Thread end = new Thread(platform::close);
    Runtime.getRuntime().addShutdownHook(end);
    ends.put(platform, end);
    direct(platform, "postgres-replica-0", platform.replica.port());
    return platform;
  }

  private void close(LivePlatform platform) {
    platform.close();
    Runtime.getRuntime().removeShutdownHook(ends.remove(platform));
  }

  private static void direct(LivePlatform platform, String pod, int port) throws IOException {
    String text = Files.readString(platform.profile());
    Files.writeString(platform.profile(), text.replace("pod: " + pod + "\n", address(port)));
  }

  private static String address(int port) {
    return "host: 127.0.0.1\n    port: " + port + "\n";
  }

  private static String conninfo(int port) {
    return "host=127.0.0.1 port=%d user=postgres dbname=godel".formatted(port);
  }

  private Map<String, String> environment(LivePlatform platform) {
    Map<String, String> environment = new LinkedHashMap<>(platform.environment());
    environment.put("KUBECONFIG", platform.folder.resolve("kubeconfig").toString());
    environment.put("PGPASSWORD", LivePlatform.PASSWORD);
    environment.put("PG_PRIMARY", conninfo(platform.primary.port()));
    environment.put("PG_REPLICA", conninfo(platform.replica.port()));
    return environment;
  }

  /** One call of each kind, on every way. */
  private Samples calls() throws Exception {
    Samples samples = new Samples();
    LivePlatform platform = platform();
    direct(platform, "postgres-0", platform.primary.port());
    try {
      CallProcesses processes = new CallProcesses(environment(platform));
      Process child =
          Processes.java(
              environment(platform),
              CallsBenchmark.class,
              platform.profile().toString(),
              platform.folder.resolve("kubeconfig").toString(),
              Integer.toString(platform.primary.port()),
              Integer.toString(platform.replica.port()),
              Files.createDirectories(work.resolve("journals")).toString(),
              memory.toString(),
              Integer.toString(CALLS_PER_ROUND));
      try (BufferedWriter orders = child.outputWriter();
          BufferedReader times = child.inputReader()) {
        // Nobody's first calls are counted.
        for (int warm = 0; warm < WARM_ROUNDS; warm++) {
          round(orders, times, new Samples());
        }
        processes.round(new Samples());
        for (int i = 0; i < rounds; i++) {
          round(orders, times, samples);
          processes.round(samples);
          samples.nextRound();
        }
      } finally {
        child.destroy();
        child.waitFor();
      }
    } finally {
      close(platform);
    }
    return samples;
  }

  private static void round(BufferedWriter orders, BufferedReader times, Samples samples)
      throws IOException {
    orders.write("go\n");
    orders.flush();
    String line = times.readLine();
    while (line != null && !line.equals(CallsBenchmark.DONE)) {
      String[] parts = line.split("\t", -1);
      samples.add(parts[0], parts[1], Long.parseLong(parts[2]));
      line = times.readLine();
    }
    if (line == null) {
      throw new IOException("the calls have failed");
    }
  }

  /** The whole failover, by a run and by a script of processes, each on a platform of its own. */
  private Samples failover() throws Exception {
    Samples samples = new Samples();
    for (int i = 0; i < rounds; i++) {
      byRun(samples);
      byShell(samples);
      samples.nextRound();
    }
    return samples;
  }

  private void byRun(Samples samples) throws Exception {
    LivePlatform platform = platform();
    try {
      platform.losePrimary();
      Processes.Took whole =
          Processes.measured(
              environment(platform),
              "./runbook",
              "run",
              FAILOVER.toString(),
              "--target",
              platform.profile().toString(),
              "--yes-to",
              "promote");
      JournalTimes times = JournalTimes.of(plan(), journal(platform.folder));
      whole(samples, RUN, whole, times.waited());
      samples.add(LiveTables.AT_ONCE, RUN, times.of(LiveTables.ASSESSMENT).toNanos());
      times
          .calls()
          .forEach(
              call -> samples.add(call.node() + " " + call.action(), RUN, call.time().toNanos()));
    } finally {
      close(platform);
    }
  }

  private void byShell(Samples samples) throws Exception {
    LivePlatform platform = platform();
    try {
      platform.losePrimary();
      Path times = platform.folder.resolve("times");
      Map<String, String> environment = environment(platform);
      environment.put("TIMES", times.toString());
      environment.put("WAL", monitoring(platform));
      environment.put("PUBLIC", platform.lab.publicAddress().replace("http://", ""));
      // Who works with a cluster has kubectl's cache of its resources.
      Processes.timed(environment, "kubectl", "-n", "godel", "get", "statefulsets,pods");
      Processes.Took whole = Processes.measured(environment, "tests/bench/failover-by-shell.sh");
      Duration waited = Duration.ZERO;
      long assessed = 0;
      for (String line : Files.readAllLines(times)) {
        String[] parts = line.split("\t", -1);
        long nanos = Long.parseLong(parts[2]) * NANOS_PER_MICRO;
        if (parts[0].equals(LiveTables.WAITED)) {
          waited = waited.plusNanos(nanos);
        } else {
          samples.add(parts[0] + " " + parts[1], SHELL, nanos);
          assessed += parts[0].startsWith(LiveTables.ASSESSMENT + "/") ? nanos : 0;
        }
      }
      whole(samples, SHELL, whole, waited);
      samples.add(LiveTables.AT_ONCE, SHELL, assessed);
    } finally {
      close(platform);
    }
  }

  private static void whole(Samples samples, String way, Processes.Took took, Duration waited) {
    samples.add(LiveTables.WAITED, way, waited.toNanos());
    samples.add(LiveTables.WHOLE, way, took.time().minus(waited).toNanos());
    samples.add(LiveTables.PROCESSOR, way, took.processor().toNanos());
  }

  private static String monitoring(LivePlatform platform) throws IOException {
    return Files.readString(platform.profile())
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("last_position: "))
        .map(line -> line.substring("last_position: ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static Plan plan() {
    TypedRunbook runbook = new Project().check(FAILOVER).tree().get(0);
    return Planner.plan(runbook, Arguments.read(runbook, Map.of()));
  }

  private static Path journal(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      List<Path> found = files.filter(it -> it.endsWith("journal.jsonl")).toList();
      return found.get(0);
    }
  }
}
