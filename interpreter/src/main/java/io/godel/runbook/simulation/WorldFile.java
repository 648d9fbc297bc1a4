package io.godel.runbook.simulation;

import io.godel.runbook.backend.simulated.SimulatedAction;
import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.backend.simulated.application.Application;
import io.godel.runbook.backend.simulated.application.ApplicationActions;
import io.godel.runbook.backend.simulated.application.ApplicationSpec;
import io.godel.runbook.backend.simulated.application.PostgresProgram;
import io.godel.runbook.backend.simulated.backup.BackupActions;
import io.godel.runbook.backend.simulated.backup.BackupModel;
import io.godel.runbook.backend.simulated.backup.BackupWorld;
import io.godel.runbook.backend.simulated.backup.StoreSpec;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.kubernetes.KubernetesActions;
import io.godel.runbook.backend.simulated.kubernetes.KubernetesHosts;
import io.godel.runbook.backend.simulated.kubernetes.KubernetesWorld;
import io.godel.runbook.backend.simulated.kubernetes.Volumes;
import io.godel.runbook.backend.simulated.postgres.PostgresActions;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;
import io.godel.runbook.backend.simulated.postgres.PostgresWorld;
import io.godel.runbook.backend.simulated.postgres.ServerSpec;
import io.godel.runbook.backend.simulated.redis.RedisActions;
import io.godel.runbook.backend.simulated.redis.RedisModel;
import io.godel.runbook.backend.simulated.redis.RedisSpec;
import io.godel.runbook.backend.simulated.redis.RedisWorld;
import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.yaml.Extended;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The text of a world, from which the same world can be made any number of times. */
public final class WorldFile {
  private static final List<String> KEYS =
      List.of(
          "description",
          "starts",
          "kubernetes",
          "postgres",
          "redis",
          "backups",
          "application",
          "people",
          "faults");
  private static final List<String> PEOPLE_KEYS = List.of("answers", "doubts");
  private static final Instant STARTS = Instant.parse("2026-11-23T03:00:00Z");

  private final YamlTree tree;

  private WorldFile(YamlTree tree) {
    this.tree = tree;
  }

  /** Reads the text and makes the world once, so that everything wrong with it is known. */
  public static Parsed<Optional<WorldFile>> read(SourceFile source) {
    return read(source, name -> new Parsed<>(Optional.empty(), List.of()));
  }

  /**
   * @param beside finds the world that this one extends, by its name
   */
  public static Parsed<Optional<WorldFile>> read(
      SourceFile source, Function<String, Parsed<Optional<SourceFile>>> beside) {
    Parsed<Optional<YamlTree>> yaml = Extended.read(source, beside);
    List<Diagnostic> diagnostics = new ArrayList<>(yaml.diagnostics());
    Optional<WorldFile> file = yaml.tree().map(WorldFile::new);
    file.ifPresent(it -> it.make(0, diagnostics));
    // A part that is read twice says twice what is wrong with it.
    List<Diagnostic> told = diagnostics.stream().distinct().sorted(Diagnostic.BY_PLACE).toList();
    return new Parsed<>(told.isEmpty() ? file : Optional.empty(), told);
  }

  /**
   * @param seed of the names that the world makes up
   */
  public World make(long seed) {
    return make(seed, new ArrayList<>());
  }

  private World make(long seed, List<Diagnostic> diagnostics) {
    Section root = Section.of(tree, KEYS, diagnostics);
    root.string("description");
    Instant starts = starts(root, diagnostics);
    VirtualTime time = new VirtualTime(starts);
    Section kubernetes =
        root.section("kubernetes", KubernetesWorld.KEYS)
            .orElseGet(() -> Section.of(empty(), KubernetesWorld.KEYS, diagnostics));
    Cluster cluster = KubernetesWorld.read(kubernetes, time, seed, diagnostics);
    String namespace = kubernetes.string("namespace", "default");
    KubernetesHosts hosts = new KubernetesHosts(cluster);
    List<ServerSpec> servers =
        root.tree("postgres").map(it -> PostgresWorld.read(it, diagnostics)).orElse(List.of());
    List<RedisSpec> caches =
        root.tree("redis").map(it -> RedisWorld.read(it, diagnostics)).orElse(List.of());
    List<StoreSpec> stores =
        root.tree("backups").map(it -> BackupWorld.read(it, starts, diagnostics)).orElse(List.of());
    // The pods run before the servers in them are looked at for the first time.
    Volumes volumes = new Volumes();
    cluster.volumes(volumes);
    KubernetesWorld.begin(cluster);
    PostgresModel postgres = new PostgresModel(servers, hosts, time);
    RedisModel redis = new RedisModel(caches, hosts, time);
    volumes.whenLost(
        claim -> {
          postgres.volumeLost(claim);
          redis.volumeLost(claim);
        });
    BackupModel backups = new BackupModel(stores, postgres, time);
    Optional<Application> application =
        application(root, namespace, cluster, postgres, redis, time, diagnostics);
    List<Supplier<Map<String, SimulatedAction>>> actions = new ArrayList<>();
    actions.add(() -> new KubernetesActions(cluster).actions());
    actions.add(() -> PostgresActions.actions(postgres));
    actions.add(() -> RedisActions.actions(redis));
    actions.add(() -> BackupActions.actions(backups));
    application.ifPresent(it -> actions.add(() -> new ApplicationActions(it).actions()));
    servers.forEach(
        server ->
            cluster.program(
                namespace, workload(server.pod()), new PostgresProgram(postgres, server.name())));
    cluster.start();
    World world =
        new World(
            namespace,
            time,
            cluster,
            postgres,
            redis,
            application,
            new Actions(actions),
            List.of(),
            people(root));
    return world.with(faults(root, world, diagnostics));
  }

  /** The pods of a set carry its name and their number. */
  private static String workload(String pod) {
    return pod.substring(0, Math.max(0, pod.lastIndexOf('-')));
  }

  private YamlTree empty() {
    return new YamlTree.Mapping(Map.of(), tree.span());
  }

  private static Instant starts(Section root, List<Diagnostic> diagnostics) {
    Optional<String> text = root.string("starts");
    try {
      return text.map(Instant::parse).orElse(STARTS);
    } catch (DateTimeParseException malformed) {
      diagnostics.add(
          Diagnostic.error(
              Code.WORLD_WRONG_VALUE,
              root.tree("starts").orElseThrow().span(),
              "this has to be an instant, as 2026-11-23T03:00:00Z"));
      return STARTS;
    }
  }

  private static Optional<Application> application(
      Section root,
      String namespace,
      Cluster cluster,
      PostgresModel postgres,
      RedisModel redis,
      VirtualTime time,
      List<Diagnostic> diagnostics) {
    return root.tree("application")
        .map(tree -> ApplicationSpec.read(tree, namespace, cluster.deploymentNames(), diagnostics))
        .map(
            spec -> {
              Application application = new Application(spec, cluster, postgres, redis, time);
              cluster.program(namespace, spec.workload(), application);
              return application;
            });
  }

  private static List<Fault> faults(Section root, World world, List<Diagnostic> diagnostics) {
    List<Fault> faults = new ArrayList<>();
    for (YamlTree each : root.list("faults")) {
      Optional<Fault> fault =
          each instanceof YamlTree.Scalar text ? FaultReader.read(text.text()) : Optional.empty();
      if (fault.isEmpty()) {
        diagnostics.add(
            Diagnostic.error(Code.WORLD_WRONG_VALUE, each.span(), "this is no fault")
                .help(FaultReader.FORM));
      }
      fault
          .flatMap(it -> FaultNames.unknown(it, world))
          .ifPresent(
              unknown ->
                  diagnostics.add(
                      Diagnostic.error(Code.WORLD_WRONG_VALUE, each.span(), unknown.message())
                          .help(unknown.help())));
      fault.ifPresent(faults::add);
    }
    return faults;
  }

  private static World.People people(Section root) {
    Map<String, Map<String, String>> answers = new LinkedHashMap<>();
    Optional<Section> people = root.section("people", PEOPLE_KEYS);
    people.ifPresent(
        it -> {
          List<String> steps = List.copyOf(it.named("answers").keySet());
          it.section("answers", steps)
              .ifPresent(all -> steps.forEach(step -> answers.put(step, all.texts(step))));
        });
    Map<String, String> choices = new LinkedHashMap<>();
    List.of("yes", "no", "silent").forEach(choice -> choices.put(choice, choice));
    String doubts = people.flatMap(it -> it.choice("doubts", choices)).orElse("silent");
    return new World.People(answers, doubts);
  }
}
