package io.godel.runbook.lint.rules.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which hosts a request reaches without leaving the house. */
final class Hosts {
  private static final Pattern PLAIN = Pattern.compile("http://([^/:?#\\s@]+@)?([^/:?#\\s@]+)");

  /** Addresses of private networks and of the machine itself (RFC 1918, RFC 5735). */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*|0\\.0\\.0\\.0");

  /** Names that are given out within a network alone. */
  private static final List<String> WITHIN =
      List.of(
          ".local",
          ".localhost",
          ".internal",
          ".svc",
          ".lan",
          ".home.arpa",
          ".intranet",
          ".corp",
          ".test");

  private Hosts() {}

  /** The host outside that the address goes to without encryption. */
  static Optional<String> outside(String address) {
    Matcher matcher = PLAIN.matcher(address);
    return matcher.lookingAt()
        ? Optional.of(matcher.group(2).toLowerCase(Locale.ROOT)).filter(Hosts::isOutside)
        : Optional.empty();
  }

  private static boolean isOutside(String host) {
    return host.contains(".")
        && !PRIVATE.matcher(host).matches()
        && WITHIN.stream().noneMatch(host::endsWith);
  }
}
