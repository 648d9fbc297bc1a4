package io.godel.runbook.library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells one state of the standard library from another. */
public final class LibraryVersion {
  private LibraryVersion() {}

  /** The SHA-256 of the texts of all modules, in hexadecimal. */
  public static String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String module : StandardLibrary.MODULES) {
        digest.update(StandardLibrary.source(module).text().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
