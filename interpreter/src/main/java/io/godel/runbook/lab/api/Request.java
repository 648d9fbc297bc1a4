package io.godel.runbook.lab.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request to the API server.
 *
 * @param path decoded, without the query
 * @param accept which forms of an answer are taken, as the header has them
 */
public record Request(
    User user,
    String method,
    String path,
    Map<String, List<String>> query,
    String contentType,
    String accept,
    String body) {
  private static final Pattern TRIAL = Pattern.compile("\"dryRun\"\\s*:\\s*\\[\\s*\"All\"");

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).flatMap(values -> values.stream().findFirst());
  }

  boolean flag(String name) {
    return parameter(name).filter(it -> it.equals("true") || it.equals("1")).isPresent();
  }

  /** A deletion with a body takes all its options from that, and none of the query. */
  boolean isDryRun() {
    return method.equals("DELETE") && !body.isBlank()
        ? TRIAL.matcher(body).find()
        : parameter("dryRun").filter("All"::equals).isPresent();
  }

  /** Whether objects are another way after it; questions that are sent as documents are not. */
  public boolean writes() {
    return !method.equals("GET") && !isDryRun() && !path.contains("/selfsubject");
  }

  /** Who writes, in the managed fields. */
  String manager() {
    return parameter("fieldManager").filter(it -> !it.isBlank()).orElse("unknown");
  }
}
