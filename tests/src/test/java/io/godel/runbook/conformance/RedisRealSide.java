package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Await;
import io.godel.runbook.backend.live.LiveAction;
import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.redis.RedisActs;
import io.godel.runbook.backend.redis.RedisConnections;
import io.godel.runbook.backend.redis.RedisLooks;
import io.godel.runbook.backend.redis.RedisProfile;
import io.godel.runbook.backend.simulated.redis.RedisSpec;
import io.godel.runbook.backend.simulated.redis.RedisWorld;
import io.godel.runbook.lab.process.RedisProcess;
import io.godel.runbook.lab.process.TestRedis;
import io.godel.runbook.live.FullDisk;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlReader;
import io.godel.runbook.yaml.YamlTree;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.SetParams;

/** A real server that was filled with what the world says, and the live backend. */
final class RedisRealSide implements RedisSide {
  private static final String PASSWORD = "canary-redis-0c7d2";

  /** Of each key, while a file is written, in microseconds. */
  private static final String DELAY = "rdb-key-save-delay";

  private static final String WRITES_OK = "aof_last_write_status:ok";

  /** How long values are at most: what the server has to do is the same with shorter ones. */
  private static final int VALUE_MAX = 1_024;

  private final RedisProcess server;
  private final RedisConnections connections;
  private final Map<String, LiveAction> actions = new LinkedHashMap<>();

  /**
   * @param folder that is not there yet
   * @param redis the part {@code redis} of a world file
   * @param patience how long it is waited for a word of the server
   */
  RedisRealSide(Path folder, String redis, Duration patience) throws Exception {
    RedisSpec spec = spec(redis);
    server =
        TestRedis.start(
            folder,
            PASSWORD,
            "maxmemory " + spec.memoryMax(),
            "maxmemory-policy " + spec.policy(),
            "save \"%s\"".formatted(spec.save()),
            "appendonly " + (spec.appendOnly() ? "yes" : "no"),
            "appendfsync no",
            "key-load-delay 50",
            "loading-process-events-interval-bytes 1024");
    fill(spec);
    if (!spec.lastWriteOk()) {
      FullDisk.befall(server);
    }
    Map<String, RedisProfile.Server> servers = new LinkedHashMap<>();
    servers.put(spec.host() + ":" + spec.port(), profile(spec, patience));
    connections =
        new RedisConnections(
            new RedisProfile(servers),
            place -> new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()),
            source -> Optional.of(PASSWORD),
            "conformance");
    actions.putAll(new RedisLooks(connections, () -> Instant.EPOCH).actions());
    actions.putAll(new RedisActs(connections).actions());
  }

  private static RedisSpec spec(String redis) {
    YamlTree tree = YamlReader.read(new SourceFile("world.yaml", redis)).tree().orElseThrow();
    YamlTree part =
        Section.of(tree, List.of("redis"), new ArrayList<>()).tree("redis").orElseThrow();
    return RedisWorld.read(part, new ArrayList<>()).get(0);
  }

  private void fill(RedisSpec spec) {
    try (Jedis admin = server.connect();
        Pipeline pipeline = admin.pipelined()) {
      for (RedisSpec.Keys group : spec.keys()) {
        String value = value(group.size());
        for (int number = 1; number <= group.count(); number++) {
          SetParams life = SetParams.setParams();
          group.timeToLive().ifPresent(time -> life.ex(time.toSeconds()));
          pipeline.set(group.prefix() + number, value, life);
        }
      }
      for (RedisSpec.Queue queue : spec.queues()) {
        for (int number = 1; number <= queue.length(); number++) {
          pipeline.rpush(queue.key(), value(queue.size()));
        }
      }
    }
  }

  private static String value(long size) {
    return "x".repeat((int) Math.min(VALUE_MAX, size));
  }

  private RedisProfile.Server profile(RedisSpec spec, Duration patience) {
    List<String> deadLetters = new ArrayList<>();
    spec.keys().stream()
        .filter(RedisSpec.Keys::deadLetter)
        .forEach(group -> deadLetters.add(group.prefix() + "*"));
    spec.queues().stream()
        .filter(RedisSpec.Queue::deadLetter)
        .forEach(queue -> deadLetters.add(queue.key()));
    return new RedisProfile.Server(
        new Place.Address("127.0.0.1", server.port()),
        Optional.empty(),
        new PasswordSource.Usual(),
        Optional.empty(),
        deadLetters,
        patience);
  }

  @Override
  public Outcome call(Call call) throws Exception {
    return actions.get(call.action()).carryOut(call);
  }

  @Override
  public void stop() throws Exception {
    server.kill();
  }

  @Override
  public void silence() throws Exception {
    server.pause();
  }

  @Override
  public void takeTime() {
    try (Jedis admin = server.connect()) {
      admin.configSet(DELAY, "20000");
    }
  }

  @Override
  public void load() throws Exception {
    server.kill();
    server.start();
  }

  @Override
  public void settle() throws Exception {
    try (Jedis admin = server.connect()) {
      Await.until(
          "the file is written",
          () -> FullDisk.isWritten(admin) && admin.info("persistence").contains(WRITES_OK));
      admin.configSet(DELAY, "0");
    }
  }

  @Override
  public void close() {
    connections.close();
    server.close();
  }
}
