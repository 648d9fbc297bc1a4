package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.kubernetes.LostNode;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** What pods print. */
final class Logs {
  private static final int FOLLOWED_SECONDS_MAX = 3_600;
  private static final int STAMPS_MAX = 2_000;

  private final ApiView model;
  private final Mirror mirror;
  private final Map<Pod, Deque<Stamp>> stamps = new WeakHashMap<>();
  private final List<Follower> followers = new ArrayList<>();

  /** So many lines had been printed at that time. */
  private record Stamp(long printed, Instant at) {}

  private static final class Follower {
    final Pod pod;
    final Feed feed;
    long told;

    Follower(Pod pod, Feed feed, long told) {
      this.pod = pod;
      this.feed = feed;
      this.told = told;
    }
  }

  Logs(Mirror mirror) {
    this.mirror = mirror;
    this.model = mirror.model();
  }

  /** To be called after everything that pods may have printed in. */
  void sync(List<Pod> pods) {
    Instant now = Instant.parse(mirror.now());
    for (Pod pod : pods) {
      Deque<Stamp> known = stamps.computeIfAbsent(pod, it -> new ArrayDeque<>());
      long printed = model.printed(pod);
      if (known.isEmpty() || known.getLast().printed() != printed) {
        known.addLast(new Stamp(printed, now));
        if (known.size() > STAMPS_MAX) {
          known.removeFirst();
        }
      }
    }
    List.copyOf(followers).forEach(this::tell);
  }

  Answer read(Target target, ObjectNode document, Request request) throws Refusal {
    String container = request.parameter("container").orElse("");
    checkContainer(target, document, container);
    Pod pod =
        model
            .pod(target.namespace(), target.name())
            .orElseThrow(() -> Refusal.notFound(target.type(), target.name()));
    if (!model.isReachable(pod)) {
      throw Refusal.internal(LostNode.noLog(document.at("/spec/nodeName").asText()));
    }
    if (request.flag("previous")) {
      String name = document.at("/spec/containers/0/name").asText();
      List<String> lines =
          model
              .previousLog(pod)
              .orElseThrow(
                  () ->
                      Refusal.badRequest(
                          "previous terminated container \"%s\" in pod \"%s\" not found"
                              .formatted(container.isEmpty() ? name : container, target.name())));
      return text(tail(lines, request));
    }
    if (waits(document)) {
      throw Refusal.badRequest(
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(
                  document.at("/spec/containers/0/name").asText(),
                  target.name(),
                  document
                      .at("/status/containerStatuses/0/state/waiting/reason")
                      .asText("ContainerCreating")));
    }
    List<String> lines = tail(recent(pod, request), request);
    return request.flag("follow") ? follow(pod, lines) : text(lines);
  }

  /** Of a container that has never run. */
  private static boolean waits(JsonNode document) {
    JsonNode state = document.at("/status/containerStatuses/0");
    return document.at("/status/phase").asText().equals("Pending")
        && !state.at("/state/running").isObject();
  }

  private static void checkContainer(Target target, JsonNode document, String container)
      throws Refusal {
    List<String> names = new ArrayList<>();
    document.at("/spec/containers").forEach(each -> names.add(each.path("name").asText()));
    if (container.isEmpty() && names.size() > 1) {
      throw Refusal.badRequest(
          "a container name must be specified for pod %s, choose one of: [%s]"
              .formatted(target.name(), String.join(" ", names)));
    }
    boolean known = container.isEmpty() || names.contains(container);
    if (!known) {
      throw Refusal.badRequest(
          "container %s is not valid for pod %s".formatted(container, target.name()));
    }
  }

  private static List<String> tail(List<String> lines, Request request) throws Refusal {
    Optional<String> wanted = request.parameter("tailLines");
    int tail = wanted.isPresent() ? Reads.number(wanted) : Integer.MAX_VALUE;
    return lines.subList(Math.max(0, lines.size() - Math.max(0, tail)), lines.size());
  }

  private List<String> recent(Pod pod, Request request) throws Refusal {
    List<String> lines = model.log(pod);
    Optional<Instant> since = since(request);
    if (since.isEmpty()) {
      return lines;
    }
    TreeMap<Instant, Long> printed = new TreeMap<>();
    stamps
        .getOrDefault(pod, new ArrayDeque<>())
        .forEach(stamp -> printed.put(stamp.at(), stamp.printed()));
    Map.Entry<Instant, Long> before = printed.lowerEntry(since.get());
    long fresh = model.printed(pod) - (before == null ? 0 : before.getValue());
    return lines.subList((int) Math.max(0, lines.size() - fresh), lines.size());
  }

  private Optional<Instant> since(Request request) throws Refusal {
    int seconds = Reads.number(request.parameter("sinceSeconds"));
    if (seconds > 0) {
      return Optional.of(Instant.parse(mirror.now()).minus(Duration.ofSeconds(seconds)));
    }
    try {
      return request.parameter("sinceTime").map(Instant::parse);
    } catch (java.time.format.DateTimeParseException malformed) {
      throw Refusal.badRequest("sinceTime is no time: " + malformed.getParsedString());
    }
  }

  private static Answer text(List<String> lines) {
    return new Answer.Text(200, "text/plain", joined(lines));
  }

  private static String joined(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private Answer follow(Pod pod, List<String> lines) {
    Feed feed = new Feed(FOLLOWED_SECONDS_MAX);
    feed.tell(joined(lines));
    Follower follower = new Follower(pod, feed, model.printed(pod));
    followers.add(follower);
    feed.whenStopped(() -> followers.remove(follower));
    return new Answer.Stream("text/plain", feed);
  }

  /** A log ends with its container. */
  private void tell(Follower follower) {
    long printed = model.printed(follower.pod);
    List<String> lines = model.log(follower.pod);
    int fresh = (int) Math.min(printed - follower.told, lines.size());
    follower.told = printed;
    follower.feed.tell(joined(lines.subList(lines.size() - fresh, lines.size())));
    if (!model.isRunning(follower.pod)) {
      follower.feed.end();
      followers.remove(follower);
    }
  }
}
