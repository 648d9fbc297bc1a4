package io.godel.runbook.backend.simulated.redis;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the part {@code redis} of a world file: servers by the name of their service. */
public final class RedisWorld {
  private static final List<String> KEYS =
      List.of(
          "port",
          "pod",
          "max_memory",
          "policy",
          "append_only",
          "save",
          "last_write_ok",
          "startup",
          "keys",
          "queues");
  private static final List<String> GROUP_KEYS =
      List.of("prefix", "count", "size", "time_to_live", "dead_letter");
  private static final List<String> QUEUE_KEYS = List.of("key", "length", "size", "dead_letter");

  private static final int PORT_MAX = 65_535;
  private static final int COUNT_MAX = 200_000;
  private static final int LENGTH_MAX = 100_000_000;
  private static final long SIZE_MAX = 1L << 30;

  private final List<Diagnostic> diagnostics;

  private RedisWorld(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param diagnostics where everything that is wrong is added
   */
  public static List<RedisSpec> read(YamlTree tree, List<Diagnostic> diagnostics) {
    RedisWorld world = new RedisWorld(diagnostics);
    List<RedisSpec> specs = new ArrayList<>();
    Section.named(tree, diagnostics)
        .forEach(
            (host, server) -> specs.add(world.server(host, Section.of(server, KEYS, diagnostics))));
    return specs;
  }

  private RedisSpec server(String host, Section section) {
    return new RedisSpec(
        host,
        number(section, "port", RedisSpec.PORT, PORT_MAX),
        section.string("pod", host + "-0"),
        section.bytes("max_memory").orElse(RedisSpec.MEMORY_MAX),
        section.choice("policy", policies()).orElse(RedisSpec.POLICY),
        section.bool("append_only", true),
        section.string("save", RedisSpec.SAVE),
        section.bool("last_write_ok", true),
        section.duration("startup").orElse(RedisSpec.STARTUP),
        section.sections("keys", GROUP_KEYS).stream().map(this::keys).toList(),
        section.sections("queues", QUEUE_KEYS).stream().map(this::queue).toList());
  }

  private RedisSpec.Keys keys(Section section) {
    return new RedisSpec.Keys(
        section.required("prefix"),
        number(section, "count", 1, COUNT_MAX),
        size(section),
        section.duration("time_to_live"),
        section.bool("dead_letter", false));
  }

  private RedisSpec.Queue queue(Section section) {
    return new RedisSpec.Queue(
        section.required("key"),
        number(section, "length", 0, LENGTH_MAX),
        size(section),
        section.bool("dead_letter", false));
  }

  private long size(Section section) {
    long size = section.bytes("size").orElse(RedisSpec.ENTRY_SIZE);
    if (size > SIZE_MAX) {
      wrong(section, "size", "this has to be 1GiB at most");
      return RedisSpec.ENTRY_SIZE;
    }
    return size;
  }

  private static Map<String, String> policies() {
    Map<String, String> policies = new LinkedHashMap<>();
    RedisSettings.POLICIES.forEach(policy -> policies.put(policy, policy));
    return policies;
  }

  private int number(Section section, String key, int standard, int most) {
    long number = section.integer(key, standard);
    if (number < 0 || number > most) {
      wrong(section, key, "this has to be from 0 to " + most);
      return standard;
    }
    return (int) number;
  }

  private void wrong(Section section, String key, String message) {
    diagnostics.add(
        Diagnostic.error(
            Code.WORLD_WRONG_VALUE,
            section.tree(key).map(YamlTree::span).orElse(section.span()),
            message));
  }
}
