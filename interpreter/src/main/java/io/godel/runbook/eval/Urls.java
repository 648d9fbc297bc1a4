package io.godel.runbook.eval;

import io.godel.runbook.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts URLs together of a base and of what is not trusted. */
final class Urls {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~";

  private Urls() {}

  static Value below(Value base, Value path, Value query) {
    StringBuilder url = new StringBuilder(Values.as(Value.Address.class, base).url());
    for (Value segment : Gathering.elements(path)) {
      url.append(url.charAt(url.length() - 1) == '/' ? "" : "/").append(segment(segment));
    }
    Map<Value, Value> entries = Values.as(Value.Table.class, query).entries();
    if (!entries.isEmpty()) {
      url.append(
          entries.entrySet().stream()
              .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
              .collect(Collectors.joining("&", "?", "")));
    }
    return new Value.Address(url.toString());
  }

  /** One that is nothing but dots would mean another place. */
  private static String segment(Value segment) {
    String text = encoded(segment);
    return text.equals(".") || text.equals("..") ? text.replace(".", "%2E") : text;
  }

  /** As RFC 3986 has it. */
  private static String encoded(Value value) {
    StringBuilder text = new StringBuilder();
    for (byte each : Values.string(value).getBytes(StandardCharsets.UTF_8)) {
      if (each == '.' || UNRESERVED.indexOf(each) >= 0) {
        text.append((char) each);
      } else {
        text.append("%%%02X".formatted(each & 0xff));
      }
    }
    return text.toString();
  }
}
