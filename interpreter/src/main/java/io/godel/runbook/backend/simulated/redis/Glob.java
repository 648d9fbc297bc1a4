package io.godel.runbook.backend.simulated.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A pattern of keys, which matches as the servers do it, byte for byte: {@code stringmatchlen} of
 * Redis 7.
 */
final class Glob implements Predicate<String> {
  private static final int BYTES = 256;
  private static final int ASCII = 128;

  /** What each byte may be in turn; null for any number of bytes. */
  private final List<BitSet> parts = new ArrayList<>();

  Glob(String pattern) {
    String bytes = bytes(pattern);
    for (int at = 0; at < bytes.length(); ) {
      char next = bytes.charAt(at);
      if (next == '[') {
        at = set(bytes, at + 1);
      } else {
        boolean escapes = next == '\\' && at + 1 < bytes.length();
        BitSet part = new BitSet(BYTES);
        if (next == '?') {
          part.set(0, BYTES);
        } else {
          part.set(escapes ? bytes.charAt(at + 1) : next);
        }
        parts.add(next == '*' ? null : part);
        at += escapes ? 2 : 1;
      }
    }
  }

  private static String bytes(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= ASCII) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /**
   * Reads a set, which ends with the pattern where nothing else ends it.
   *
   * @param from behind its opening bracket
   * @return where it goes on behind the set
   */
  private int set(String bytes, int from) {
    boolean not = bytes.startsWith("^", from);
    int at = not ? from + 1 : from;
    BitSet part = new BitSet(BYTES);
    while (at < bytes.length() && bytes.charAt(at) != ']') {
      char first = bytes.charAt(at);
      int left = bytes.length() - at;
      if (first == '\\' && left >= 2) {
        part.set(bytes.charAt(at + 1));
        at += 2;
      } else if (left >= 3 && bytes.charAt(at + 1) == '-') {
        char last = bytes.charAt(at + 2);
        part.set(Math.min(first, last), Math.max(first, last) + 1);
        at += 3;
      } else {
        part.set(first);
        at++;
      }
    }
    if (not) {
      part.flip(0, BYTES);
    }
    parts.add(part);
    return Math.min(at + 1, bytes.length());
  }

  @Override
  public boolean test(String key) {
    String bytes = bytes(key);
    int at = 0;
    int part = 0;
    int star = -1;
    int tried = 0;
    while (at < bytes.length()) {
      if (part < parts.size() && parts.get(part) == null) {
        star = part++;
        tried = at;
        if (part == parts.size()) {
          return true;
        }
      } else if (part < parts.size() && parts.get(part).get(bytes.charAt(at))) {
        at++;
        part++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++tried;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) == null) {
      part++;
    }
    return part == parts.size();
  }
}
