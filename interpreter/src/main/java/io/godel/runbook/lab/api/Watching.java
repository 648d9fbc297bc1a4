package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.Store;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Tells of changes from a version on.
 *
 * <p>Kubernetes, <i>API Concepts</i>, efficient detection of changes.
 */
final class Watching {
  private static final int SECONDS = 1_800;

  private final Store store;
  private final ResourceType type;
  private final Predicate<JsonNode> wanted;
  private final UnaryOperator<JsonNode> shown;
  private final Feed feed;

  private Watching(
      Store store,
      ResourceType type,
      Predicate<JsonNode> wanted,
      UnaryOperator<JsonNode> shown,
      Feed feed) {
    this.store = store;
    this.type = type;
    this.wanted = wanted;
    this.shown = shown;
    this.feed = feed;
  }

  /**
   * @param shown the form in which objects are told
   */
  static Answer begin(Store store, Target target, Request request, UnaryOperator<JsonNode> shown)
      throws Refusal {
    int seconds = Reads.number(request.parameter("timeoutSeconds"));
    Feed feed = new Feed(seconds > 0 ? Math.min(seconds, SECONDS) : SECONDS);
    Watching watching =
        new Watching(store, target.type(), Reads.wanted(target, request), shown, feed);
    watching.begin(request);
    return new Answer.Stream("application/json", feed);
  }

  private void begin(Request request) throws Refusal {
    long since = since(request);
    boolean fromNow = since == 0 || request.flag("sendInitialEvents");
    if (!fromNow && since < store.oldest()) {
      Refusal expired =
          Refusal.expired("too old resource version: %d (%d)".formatted(since, store.oldest()));
      feed.tell(event("ERROR", expired.status()));
      feed.end();
      return;
    }
    if (fromNow) {
      store.list(type, "").stream().filter(wanted).forEach(it -> tell("ADDED", it));
      if (request.flag("sendInitialEvents")) {
        feed.tell(event("BOOKMARK", bookmark()));
      }
    } else {
      store.since(since).forEach(this::changed);
    }
    java.util.function.Consumer<Store.Change> watcher = this::changed;
    store.watch(watcher);
    feed.whenStopped(() -> store.unwatch(watcher));
  }

  private static long since(Request request) throws Refusal {
    String version = request.parameter("resourceVersion").orElse("");
    try {
      return version.isEmpty() ? 0 : Long.parseLong(version);
    } catch (NumberFormatException malformed) {
      throw Refusal.badRequest("Invalid value: \"" + version + "\": strconv.ParseUint");
    }
  }

  /** An object that is no longer, or now, one of the wanted ones goes or comes for who watches. */
  private void changed(Store.Change change) {
    if (!change.type().equals(type)) {
      return;
    }
    Optional<ObjectNode> before = change.before().filter(wanted);
    Optional<ObjectNode> after = change.after().filter(wanted);
    if (after.isPresent()) {
      tell(before.isPresent() ? "MODIFIED" : "ADDED", after.get());
    } else if (before.isPresent()) {
      ObjectNode last = change.after().orElse(before.get()).deepCopy();
      last.withObject("/metadata").put("resourceVersion", Long.toString(change.version()));
      tell("DELETED", last);
    }
  }

  private void tell(String kind, JsonNode document) {
    feed.tell(event(kind, shown.apply(document)));
  }

  private static String event(String kind, JsonNode object) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("type", kind).set("object", object);
    return event + "\n";
  }

  private ObjectNode bookmark() {
    ObjectNode bookmark = JsonNodeFactory.instance.objectNode();
    bookmark.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    bookmark
        .putObject("metadata")
        .put("resourceVersion", Long.toString(store.version()))
        .putObject("annotations")
        .put("k8s.io/initial-events-end", "true");
    return bookmark;
  }
}
