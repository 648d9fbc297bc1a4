package io.godel.runbook.lab.process;

import io.godel.runbook.backend.simulated.application.Application;
import io.godel.runbook.lab.Lab;
import io.godel.runbook.simulation.World;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;

/** Puts the events that the modelled application replays into the queue of a real server. */
public final class Replay implements RealServers.Sync {
  private final RedisProcess process;
  private final String queue;
  private long queued;

  /**
   * @param queue the key of a list
   */
  public Replay(RedisProcess process, String queue) {
    this.process = process;
    this.queue = queue;
  }

  @Override
  public void look(Lab lab, World world) throws Exception {
    long replayed = lab.touch(() -> world.application().map(Application::replayed).orElse(0L));
    if (replayed == queued) {
      return;
    }
    try (Jedis connection = process.connect();
        Pipeline pipeline = connection.pipelined()) {
      for (long event = queued; event < replayed; event++) {
        pipeline.rpush(queue, "event-" + event);
      }
      pipeline.sync();
      queued = replayed;
    } catch (JedisException notNow) {
      // All of it is sent again: events are delivered at least once.
      return;
    }
  }
}
