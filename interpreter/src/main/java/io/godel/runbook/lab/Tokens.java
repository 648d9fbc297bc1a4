package io.godel.runbook.lab;

import io.godel.runbook.lab.api.User;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who comes in with which token; they are made at the start and forgotten at the end. */
final class Tokens {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, User> users = new LinkedHashMap<>();

  void add(User user) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    users.put(HexFormat.of().formatHex(bytes), user);
  }

  Optional<User> user(String token) {
    return Optional.ofNullable(users.get(token));
  }

  /** The token of a user of the lab. */
  String of(String name) {
    return users.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the lab has no user " + name));
  }
}
