package io.godel.runbook.lab.api;

import java.util.ArrayList;
import java.util.List;

/** Who asks. */
public record User(String name, List<String> groups) {
  static final String MASTERS = "system:masters";
  static final String AUTHENTICATED = "system:authenticated";

  public User {
    groups = List.copyOf(groups);
  }

  /** Somebody who may do everything. */
  public static User admin(String name) {
    return new User(name, List.of(MASTERS, AUTHENTICATED));
  }

  /** Somebody who may do what roles say. */
  public static User of(String name, String... groups) {
    List<String> all = new ArrayList<>(List.of(groups));
    all.add(AUTHENTICATED);
    return new User(name, all);
  }
}
