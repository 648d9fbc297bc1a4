package io.godel.runbook.backend.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One connection to a server, on which commands are sent and answers read, in turn. */
final class RedisLink {
  private final Connection connection;
  private final RedisProfile.Server server;

  RedisLink(Connection connection, RedisProfile.Server server) {
    this.connection = connection;
    this.server = server;
  }

  /** What the profile says of the server. */
  RedisProfile.Server server() {
    return server;
  }

  /** A command was sent, and no answer came. */
  static final class LostException extends Exception {
    private static final long serialVersionUID = 1L;

    LostException(String reason) {
      super(reason, null, false, false);
    }
  }

  /** How long each answer is waited for. */
  void patience(Duration patience) {
    connection.setSoTimeout(Math.toIntExact(Math.max(1, patience.toMillis())));
  }

  /**
   * Asks one thing.
   *
   * @param arguments texts and bytes
   */
  Object ask(Protocol.Command command, Object... arguments) throws RedisRefused, LostException {
    return answers(List.of(command(command, arguments))).get(0);
  }

  /** Asks several things at once; the first error of them is thrown when all are answered. */
  List<Object> answers(List<CommandArguments> commands) throws RedisRefused, LostException {
    List<Object> answers = new ArrayList<>();
    try {
      commands.forEach(connection::sendCommand);
      answers.addAll(connection.getMany(commands.size()));
    } catch (JedisDataException error) {
      throw RedisRefused.said(String.valueOf(error.getMessage()));
    } catch (JedisException lost) {
      throw new LostException(reason(lost));
    }
    for (Object answer : answers) {
      if (answer instanceof JedisDataException error) {
        throw RedisRefused.said(String.valueOf(error.getMessage()));
      }
    }
    return answers;
  }

  static CommandArguments command(Protocol.Command command, Object... arguments) {
    return new CommandArguments(command).addObjects(arguments);
  }

  static String reason(JedisException lost) {
    for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return "no answer within the call's time";
      }
    }
    return "the connection was lost before the answer came";
  }

  /** Bytes that need be no text are shown as one. */
  static String text(Object answer) {
    return answer instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(answer);
  }

  /** The bytes of a key as a text that stands for these very bytes, one sign for each. */
  static String exact(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String exact) {
    return exact.getBytes(StandardCharsets.ISO_8859_1);
  }

  void end() {
    try {
      connection.forceDisconnect();
    } catch (IOException | JedisException gone) {
      // It is gone already, which is what was wanted.
      return;
    }
  }
}
