package io.godel.runbook.lab.process;

import io.godel.runbook.lab.Lab;
import io.godel.runbook.simulation.World;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** Puts what the modelled application caches into a real server. */
public final class Warming implements RealServers.Sync {
  private static final long LIFE_SECONDS = 3_600;

  private final RedisProcess process;
  private final String prefix;
  private long cached;

  /**
   * @param prefix of the keys that are cached
   */
  public Warming(RedisProcess process, String prefix) {
    this.process = process;
    this.prefix = prefix;
  }

  @Override
  public void look(Lab lab, World world) throws Exception {
    long wanted = lab.touch(() -> world.redis().keyCount("redis", prefix + "*"));
    if (wanted <= cached) {
      cached = wanted;
      return;
    }
    try (Jedis connection = process.connect();
        Pipeline pipeline = connection.pipelined()) {
      for (long key = 1; key <= wanted; key++) {
        pipeline.set(prefix + key, "cached", SetParams.setParams().ex(LIFE_SECONDS));
      }
      pipeline.sync();
      cached = wanted;
    } catch (JedisException notNow) {
      // A cache is filled again as often as one likes.
      return;
    }
  }
}
