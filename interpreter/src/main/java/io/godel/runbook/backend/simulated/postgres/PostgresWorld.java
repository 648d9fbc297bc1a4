package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.value.WalPosition;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the part {@code postgres} of a world file: servers by name. */
public final class PostgresWorld {
  private static final List<String> KEYS =
      List.of(
          "host",
          "pod",
          "volume",
          "follows",
          "position",
          "behind",
          "lag",
          "write_rate",
          "replay_rate",
          "latency",
          "timeline",
          "system_identifier",
          "max_connections",
          "reserved_connections",
          "startup",
          "settings",
          "databases",
          "sessions",
          "slots",
          "corrupted");
  private static final List<String> DATABASE_KEYS = List.of("name", "size", "from");
  private static final List<String> SLOT_KEYS =
      List.of("name", "logical", "active", "kept", "usable", "failover");

  private static final int CONNECTIONS_MAX = 10_000;
  private static final int TIMELINE_MAX = 1_000_000;

  private final List<Diagnostic> diagnostics;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private PostgresWorld(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param diagnostics where everything that is wrong is added
   */
  public static List<ServerSpec> read(YamlTree tree, List<Diagnostic> diagnostics) {
    PostgresWorld world = new PostgresWorld(diagnostics);
    Section.named(tree, diagnostics)
        .forEach((name, server) -> world.sections.put(name, Section.of(server, KEYS, diagnostics)));
    List<ServerSpec> specs = new ArrayList<>();
    world.sections.forEach((name, section) -> specs.add(world.server(name, section)));
    return specs;
  }

  private ServerSpec server(String name, Section section) {
    ServerSpec usual = ServerSpec.primary(name);
    Optional<Section> upstream = upstream(name, section);
    long position = position(section, upstream);
    String pod = section.string("pod", usual.pod());
    int limit = number(section, "max_connections", usual.maxConnections(), CONNECTIONS_MAX);
    return new ServerSpec(
        name,
        section.string("host", usual.host()),
        pod,
        section.string("volume", volume(pod)),
        upstream.flatMap(any -> section.string("follows")),
        position,
        upstream.isPresent() ? less(position, section.bytes("lag")) : position,
        section.bytes("write_rate").orElse(upstream.isPresent() ? 0 : usual.writeRate()),
        section.bytes("replay_rate").orElse(usual.replayRate()),
        section.duration("latency").orElse(usual.latency()),
        number(upstream.orElse(section), "timeline", usual.timeline(), TIMELINE_MAX),
        upstream.orElse(section).string("system_identifier", usual.systemIdentifier()),
        limit,
        number(section, "reserved_connections", Math.min(usual.reserved(), limit), limit),
        section.duration("startup").orElse(usual.startup()),
        settings(section),
        databases(section.tree("databases").isPresent() ? section : upstream.orElse(section)),
        SessionsWorld.read(section, diagnostics),
        section.sections("slots", SLOT_KEYS).stream().map(PostgresWorld::slot).toList(),
        section.bool("corrupted", false));
  }

  /** The claim that a set of one template makes for the pod. */
  private static String volume(String pod) {
    int ordinal = pod.lastIndexOf('-');
    return (ordinal > 0 ? pod.substring(0, ordinal) : pod) + "-storage-" + pod;
  }

  private Optional<Section> upstream(String name, Section section) {
    Optional<String> followed = section.string("follows");
    if (followed.isEmpty()) {
      return Optional.empty();
    }
    Section upstream = sections.get(followed.get());
    boolean primary = upstream != null && upstream.tree("follows").isEmpty();
    if (!primary || followed.get().equals(name)) {
      wrong(
          section.tree("follows").map(YamlTree::span).orElse(section.span()),
          "`" + followed.get() + "` is no primary of this world");
      return Optional.empty();
    }
    return Optional.of(upstream);
  }

  private long position(Section section, Optional<Section> upstream) {
    if (upstream.isPresent()) {
      return less(written(upstream.get()), section.bytes("behind"));
    }
    return written(section);
  }

  private long written(Section section) {
    return section
        .string("position")
        .map(text -> readPosition(section, text))
        .orElse(STANDARD_POSITION);
  }

  /** Far enough from the beginning for a replica to be some gigabytes behind. */
  private static final long STANDARD_POSITION = 0x15_0000_0000L + ServerSpec.POSITION;

  private long readPosition(Section section, String text) {
    Optional<WalPosition> read = WalPosition.read(text).filter(each -> each.bytes() >= 0);
    if (read.isEmpty()) {
      wrong(
          section.tree("position").map(YamlTree::span).orElse(section.span()),
          "this has to be a position in the log, as 0/16B3748");
    }
    return read.map(WalPosition::bytes).orElse(STANDARD_POSITION);
  }

  private static long less(long position, Optional<Long> bytes) {
    return Math.max(0, position - bytes.orElse(0L));
  }

  private int number(Section section, String key, long standard, int most) {
    long number = section.integer(key, standard);
    if (number < 0 || number > most) {
      wrong(
          section.tree(key).map(YamlTree::span).orElse(section.span()),
          "this has to be from 0 to " + most);
      return (int) Math.min(standard, most);
    }
    return (int) number;
  }

  private Map<String, String> settings(Section section) {
    Map<String, YamlTree> named = section.named("settings");
    Map<String, String> settings = new LinkedHashMap<>();
    if (!named.isEmpty()) {
      Section texts = section.section("settings", List.copyOf(named.keySet())).orElseThrow();
      named.keySet().forEach(name -> settings.put(name, texts.string(name, "")));
    }
    return settings;
  }

  private static List<Database> databases(Section section) {
    if (section.tree("databases").isEmpty()) {
      return ServerSpec.primary("").databases();
    }
    return section.sections("databases", DATABASE_KEYS).stream()
        .map(
            each ->
                new Database(
                    each.required("name"),
                    each.bytes("size").orElse(ServerSpec.DATABASE_SIZE),
                    each.string("from")))
        .toList();
  }

  private static SlotSpec slot(Section section) {
    return new SlotSpec(
        section.required("name"),
        section.bool("logical", false),
        section.bool("active", false),
        section.bytes("kept"),
        section.bool("usable", true),
        section.bool("failover", false));
  }

  private void wrong(Span span, String message) {
    diagnostics.add(Diagnostic.error(Code.WORLD_WRONG_VALUE, span, message));
  }
}
