package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;

/** Carries calls out on a connection that is lent for them. */
final class RedisCalls {
  private final RedisConnections connections;

  RedisCalls(RedisConnections connections) {
    this.connections = connections;
  }

  /** What is done with a connection. */
  interface Work {
    Outcome with(RedisLink link) throws RedisRefused, RedisLink.LostException, InterruptedException;
  }

  /** A lost connection is no answer to a look; what became of an act nobody knows. */
  Outcome carryOut(Call call, Work work) throws InterruptedException {
    Value.Handle server = server(call);
    RedisLink link;
    try {
      link = connections.lend(server, call.timeout());
    } catch (RedisRefused refused) {
      return refused.outcome();
    }
    boolean whole = false;
    try {
      Outcome outcome = work.with(link);
      whole = true;
      return outcome;
    } catch (RedisRefused refused) {
      whole = true;
      return refused.outcome();
    } catch (RedisLink.LostException lost) {
      String words = "`%s`: %s".formatted(RedisConnections.name(server), lost.getMessage());
      return call.acts() ? new Outcome.Unknown(words) : RedisRefused.noAnswer(words).outcome();
    } finally {
      if (whole) {
        connections.giveBack(server, link);
      } else {
        link.end();
      }
    }
  }

  RedisConnections connections() {
    return connections;
  }

  static Value.Handle server(Call call) {
    return (Value.Handle) call.argument("server");
  }

  static String text(Call call, String parameter) {
    return ((Value.Str) call.argument(parameter)).value();
  }

  static long whole(Call call, String parameter) {
    return ((Value.Int) call.argument(parameter)).value();
  }
}
