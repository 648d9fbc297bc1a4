package io.godel.runbook.lint.output;

import java.net.URI;
import java.net.URISyntaxException;

/** Paths as references of URIs, RFC 3986. */
final class Uris {
  private Uris() {}

  static String of(String path) {
    try {
      // A first segment with a colon would be read as a scheme.
      String safe = path.contains(":") && !path.startsWith("/") ? "./" + path : path;
      return new URI(null, null, safe, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError("every path can be quoted: " + path, impossible);
    }
  }
}
