package io.godel.runbook.backend.redis;

import io.godel.runbook.backend.live.Passwords;
import io.godel.runbook.backend.live.Places;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections of a run, each lent to one call at a time and kept for the next one.
 *
 * <p>Every one of them bears the run's name, so that operators see whose it is.
 */
public final class RedisConnections implements AutoCloseable {
  private static final int IDLE_MAX = 4;
  private static final Duration ALIVE = Duration.ofSeconds(1);

  private final RedisProfile profile;
  private final Places places;
  private final Passwords passwords;
  private final String run;
  private final Map<String, Deque<RedisLink>> idle = new HashMap<>();

  /**
   * @param run the run's name
   */
  public RedisConnections(RedisProfile profile, Places places, Passwords passwords, String run) {
    this.profile = profile;
    this.places = places;
    this.passwords = passwords;
    this.run = run;
  }

  static String name(Value.Handle server) {
    return host(server) + ":" + ((Value.Int) server.part("port")).value();
  }

  private static String host(Value.Handle server) {
    return ((Value.Str) server.part("host")).value();
  }

  /** A connection on which the server was there a moment ago. */
  RedisLink lend(Value.Handle handle, Duration patience) throws RedisRefused {
    RedisProfile.Server server = profile.servers().get(name(handle));
    if (server == null) {
      throw RedisRefused.of(
          "unreachable",
          "`%s` is not in the section redis of the target profile".formatted(name(handle)));
    }
    Optional<RedisLink> kept = kept(name(handle));
    RedisLink link = kept.isPresent() ? kept.get() : open(host(handle), server);
    link.patience(patience);
    return link;
  }

  private Optional<RedisLink> kept(String name) {
    while (true) {
      RedisLink link;
      synchronized (idle) {
        link = idle.getOrDefault(name, new ArrayDeque<>()).poll();
      }
      if (link == null || isAlive(link)) {
        return Optional.ofNullable(link);
      }
      link.end();
    }
  }

  private static boolean isAlive(RedisLink link) {
    try {
      link.patience(ALIVE);
      link.ask(Protocol.Command.PING);
      return true;
    } catch (RedisRefused answered) {
      return true;
    } catch (RedisLink.LostException lost) {
      return false;
    }
  }

  private RedisLink open(String host, RedisProfile.Server server) throws RedisRefused {
    Optional<String> password;
    try {
      password = passwords.read(server.password());
    } catch (IOException missing) {
      throw RedisRefused.of("forbidden", "the password of `" + host + "`: " + missing.getMessage());
    }
    Socket socket = socket(host, server);
    try {
      RedisLink link =
          new RedisLink(new Connection(() -> socket, config(server, password)), server);
      introduce(link);
      return link;
    } catch (JedisDataException error) {
      throw RedisRefused.said(String.valueOf(error.getMessage()));
    } catch (JedisException lost) {
      throw RedisRefused.noAnswer("no answer from `" + host + "`: " + RedisLink.reason(lost));
    }
  }

  private Socket socket(String host, RedisProfile.Server server) throws RedisRefused {
    try {
      InetSocketAddress address = places.open(server.place());
      if (address.isUnresolved()) {
        throw RedisRefused.of("unreachable", "`" + host + "` has no address");
      }
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(millis(server));
      socket.connect(address, millis(server));
      return server.tls().isEmpty()
          ? socket
          : TlsSocket.over(socket, server.tls().get(), host, address.getPort());
    } catch (ConnectException failure) {
      // The JDK tells several things in one class; only a refusal shows that nothing listens.
      throw String.valueOf(failure.getMessage()).contains("refused")
          ? RedisRefused.down()
          : RedisRefused.noAnswer("no answer from `" + host + "`: " + failure.getMessage());
    } catch (IOException failure) {
      throw RedisRefused.noAnswer("no answer from `" + host + "`: " + failure.getMessage());
    } catch (GeneralSecurityException wrong) {
      throw RedisRefused.of("forbidden", "TLS to `" + host + "`: " + wrong.getMessage());
    }
  }

  private static int millis(RedisProfile.Server server) {
    return Math.toIntExact(server.connect().toMillis());
  }

  private static DefaultJedisClientConfig config(
      RedisProfile.Server server, Optional<String> password) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .autoNegotiateProtocol(false)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .socketTimeoutMillis(millis(server));
    server.user().ifPresent(config::user);
    password.ifPresent(config::password);
    return config.build();
  }

  /** HELLO is allowed to everybody; servers that do not know it have no cluster mode to tell. */
  private void introduce(RedisLink link) throws RedisRefused {
    try {
      List<?> said = (List<?>) link.ask(Protocol.Command.HELLO, "2", "SETNAME", "runbook/" + run);
      for (int i = 0; i + 1 < said.size(); i += 2) {
        if (RedisLink.text(said.get(i)).equals("mode")
            && RedisLink.text(said.get(i + 1)).equals("cluster")) {
          link.end();
          throw RedisRefused.of(
              "not_supported", "the server is a part of a cluster, and has not all keys itself");
        }
      }
    } catch (RedisLink.LostException lost) {
      throw RedisRefused.noAnswer(lost.getMessage());
    } catch (RedisRefused refused) {
      if (refused.outcome().code().equals("not_supported")) {
        throw refused;
      }
    }
  }

  /** Takes a connection back that nothing has gone wrong with. */
  void giveBack(Value.Handle server, RedisLink link) {
    synchronized (idle) {
      Deque<RedisLink> kept = idle.computeIfAbsent(name(server), key -> new ArrayDeque<>());
      if (kept.size() < IDLE_MAX) {
        kept.push(link);
        return;
      }
    }
    link.end();
  }

  @Override
  public void close() {
    synchronized (idle) {
      idle.values().forEach(kept -> kept.forEach(RedisLink::end));
      idle.clear();
    }
  }
}
