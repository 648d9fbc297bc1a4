package io.godel.runbook.lab;

import io.godel.runbook.lab.api.User;
import java.time.InstantSource;
import java.util.List;

/**
 * How a lab is opened.
 *
 * @param port 0 for any that is free
 * @param speed how many times faster than real time the world lives
 * @param seed of the names that the lab makes up
 * @param users who may come in besides the admin; what they may do is for roles to say
 * @param clock what time it is when the lab opens
 */
public record LabOptions(int port, double speed, long seed, List<User> users, InstantSource clock) {
  /** Who may do everything. */
  public static final String ADMIN = "lab-admin";

  public static final double SPEED_MAX = 10_000;

  public LabOptions {
    users = List.copyOf(users);
    if (!(speed > 0 && speed <= SPEED_MAX)) {
      throw new IllegalArgumentException("a lab lives more than 0 and at most 10000 times as fast");
    }
  }

  /** In real time, on any port. */
  public static LabOptions of(InstantSource clock) {
    return new LabOptions(0, 1, 0, List.of(), clock);
  }

  public LabOptions withPort(int other) {
    return new LabOptions(other, speed, seed, users, clock);
  }

  public LabOptions withSpeed(double other) {
    return new LabOptions(port, other, seed, users, clock);
  }

  public LabOptions withUsers(User... others) {
    return new LabOptions(port, speed, seed, List.of(others), clock);
  }
}
