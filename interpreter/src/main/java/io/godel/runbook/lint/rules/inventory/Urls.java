package io.godel.runbook.lint.rules.inventory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads addresses that may be none. */
final class Urls {
  private Urls() {}

  static Optional<URI> read(String url) {
    try {
      return Optional.of(new URI(url)).filter(it -> it.getHost() != null);
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }
}
