package io.godel.runbook.lint;

import io.godel.runbook.source.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What tells a finding from others for as long as its own line stays as it is, wherever in the file
 * that line moves to.
 */
public final class Fingerprints {
  private static final int LENGTH = 32;

  private Fingerprints() {}

  /** One for each finding, in order. */
  public static List<String> of(Linted linted) {
    Map<String, Integer> times = new HashMap<>();
    List<String> prints = new ArrayList<>();
    for (Finding finding : linted.findings()) {
      Span span = finding.diagnostic().span();
      // What is made of a secret could be tried out: of its line only the code remains.
      boolean unsaid = span.source().text().isEmpty() || finding.diagnostic().code().isOfSecret();
      String line = unsaid ? "" : span.source().lineText(span.line());
      String said =
          String.join(
              "\0",
              finding.diagnostic().code().id(),
              linted.name(),
              line.strip(),
              finding.diagnostic().message());
      prints.add(hash(said + "\0" + times.merge(said, 1, Integer::sum)));
    }
    return prints;
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
