package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.kubernetes.ApiWrites;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Every object with its version, and what has happened to them lately. Of what the model knows it
 * keeps only what was written besides; not safe for several threads at once.
 */
final class ApiStore {
  /** Who watches from an older version has to list anew. */
  private static final int EVENTS_MAX = 10_000;

  private final ApiView view;
  private final ApiWrites writes;
  private final Supplier<Instant> now;
  private final Map<String, ObjectNode> current = new TreeMap<>();
  private final Map<String, ObjectNode> written = new TreeMap<>();
  private final Map<String, String> uids = new TreeMap<>();
  private final Map<String, String> born = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private long version = 1_000;

  /** Something that happened to an object. */
  record Event(long version, Kind kind, String type, ObjectNode object) {}

  ApiStore(ApiView view, ApiWrites writes, Supplier<Instant> now) {
    this.view = view;
    this.writes = writes;
    this.now = now;
  }

  private static String key(Kind kind, String namespace, String name) {
    return kind.shown() + "/" + namespace + "/" + name;
  }

  /** Sees what has become of the model's objects since the last time. */
  void refresh() {
    for (Kind kind : Kind.ALL) {
      if (!kind.isModelled()) {
        continue;
      }
      Set<String> seen = new HashSet<>();
      for (ObjectNode known : view.all(kind.plural())) {
        String namespace = known.at("/metadata/namespace").asText();
        String key = key(kind, namespace, known.at("/metadata/name").asText());
        seen.add(key);
        see(kind, key, known);
      }
      String prefix = kind.shown() + "/";
      List<String> gone =
          current.keySet().stream()
              .filter(key -> key.startsWith(prefix) && !seen.contains(key))
              .toList();
      gone.forEach(key -> forget(kind, key));
    }
  }

  private void see(Kind kind, String key, ObjectNode known) {
    ObjectNode whole =
        written.containsKey(key)
            ? written.get(key).deepCopy()
            : JsonNodeFactory.instance.objectNode();
    Patches.strategic(whole, known);
    ObjectNode old = current.get(key);
    String uid = known.at("/metadata/uid").asText("");
    boolean another =
        old != null && !uid.isEmpty() && !old.at("/metadata/uid").asText().equals(uid);
    if (another) {
      forget(kind, key);
      old = null;
    }
    stamp(key, whole, uid);
    if (old == null) {
      change(kind, key, "ADDED", whole);
    } else {
      whole
          .withObject("/metadata")
          .put("resourceVersion", old.at("/metadata/resourceVersion").asText());
      if (!whole.equals(old)) {
        change(kind, key, "MODIFIED", whole);
      }
    }
  }

  private void stamp(String key, ObjectNode object, String uid) {
    ObjectNode metadata = object.withObject("/metadata");
    metadata.put(
        "uid", uid.isEmpty() ? uids.computeIfAbsent(key, it -> UUID.randomUUID().toString()) : uid);
    metadata.put("creationTimestamp", born.computeIfAbsent(key, it -> seconds()));
  }

  private String seconds() {
    return now.get().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void change(Kind kind, String key, String type, ObjectNode object) {
    object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
    current.put(key, object);
    events.add(new Event(version, kind, type, object.deepCopy()));
    if (events.size() > EVENTS_MAX) {
      events.subList(0, EVENTS_MAX / 2).clear();
    }
  }

  private void forget(Kind kind, String key) {
    ObjectNode last = current.remove(key);
    written.remove(key);
    uids.remove(key);
    born.remove(key);
    if (last != null) {
      ObjectNode object = last.deepCopy();
      object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
      events.add(new Event(version, kind, "DELETED", object));
    }
  }

  long version() {
    return version;
  }

  /** What happened after that version. */
  List<Event> since(long seen) throws Denied {
    if (!events.isEmpty() && seen < events.get(0).version() - 1 && seen < version) {
      long oldest = events.get(0).version();
      if (events.size() >= EVENTS_MAX / 2 || seen < oldest - 1) {
        throw Denied.expired(seen, oldest);
      }
    }
    int from = events.size();
    while (from > 0 && events.get(from - 1).version() > seen) {
      from--;
    }
    return List.copyOf(events.subList(from, events.size()));
  }

  Optional<ObjectNode> find(Kind kind, String namespace, String name) {
    return Optional.ofNullable(current.get(key(kind, namespace, name))).map(ObjectNode::deepCopy);
  }

  ObjectNode get(Kind kind, String namespace, String name) throws Denied {
    return find(kind, namespace, name).orElseThrow(() -> Denied.notFound(kind, name));
  }

  /**
   * @param namespace empty for all
   */
  List<ObjectNode> list(Kind kind, String namespace, Predicate<ObjectNode> which) {
    String prefix = kind.shown() + "/" + (namespace.isEmpty() ? "" : namespace + "/");
    return current.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().deepCopy())
        .filter(which)
        .toList();
  }

  ObjectNode create(Kind kind, String namespace, ObjectNode object) throws Denied {
    String name = object.at("/metadata/name").asText();
    if (find(kind, namespace, name).isPresent()) {
      throw Denied.exists(kind, name);
    }
    return put(kind, namespace, name, object);
  }

  /** Takes the object as it is now, whatever was there. */
  ObjectNode put(Kind kind, String namespace, String name, ObjectNode object) throws Denied {
    String key = key(kind, namespace, name);
    ObjectNode mine = object.deepCopy();
    mine.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
    ObjectNode metadata = mine.withObject("/metadata");
    metadata.put("name", name);
    if (kind.namespaced()) {
      metadata.put("namespace", namespace);
    }
    if (kind.isModelled()) {
      writes.put(kind.plural(), mine);
      ObjectNode kept = mine.deepCopy();
      kept.remove("status");
      kept.withObject("/metadata").remove(List.of("resourceVersion", "generation", "uid"));
      written.put(key, kept);
      refresh();
      return get(kind, namespace, name);
    }
    ObjectNode old = current.get(key);
    stamp(key, mine, old == null ? "" : old.at("/metadata/uid").asText());
    ObjectNode same = mine.deepCopy();
    if (old != null) {
      same.withObject("/metadata")
          .put("resourceVersion", old.at("/metadata/resourceVersion").asText());
    }
    if (!same.equals(old)) {
      change(kind, key, old == null ? "ADDED" : "MODIFIED", mine);
    }
    return get(kind, namespace, name);
  }

  void delete(Kind kind, String namespace, String name) {
    if (kind.isModelled()) {
      writes.delete(kind.plural(), namespace, name);
      refresh();
    } else {
      forget(kind, key(kind, namespace, name));
    }
  }

  /** Checks the preconditions of a deletion. */
  static void demand(Kind kind, String name, JsonNode options, ObjectNode found) throws Denied {
    String uid = options.at("/preconditions/uid").asText("");
    String has = found.at("/metadata/uid").asText();
    if (!uid.isEmpty() && !uid.equals(has)) {
      throw Denied.otherUid(kind, name, uid, has);
    }
    String wanted = options.at("/preconditions/resourceVersion").asText("");
    if (!wanted.isEmpty() && !wanted.equals(found.at("/metadata/resourceVersion").asText())) {
      throw Denied.conflict(kind, name);
    }
  }
}
