package io.godel.runbook.lab.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Documents by kind, namespace and name. Every change makes a new version of the whole, as in etcd;
 * a document that is kept is never changed, only replaced.
 */
public final class Store {
  /** Who watches from before the oldest of these has to list again. */
  private static final int CHANGES_MAX = 10_000;

  /** Versions of earlier days are those that nobody can watch from any more. */
  private static final long FIRST_VERSION = 1_000;

  private final Map<ResourceType, NavigableMap<String, ObjectNode>> documents = new HashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Set<Consumer<Change>> watchers = new LinkedHashSet<>();
  private long version = FIRST_VERSION;
  private long forgotten = FIRST_VERSION;

  /** What was there before a change and after it; one of both may be missing. */
  public record Change(
      long version, ResourceType type, Optional<ObjectNode> before, Optional<ObjectNode> after) {}

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private NavigableMap<String, ObjectNode> of(ResourceType type) {
    return documents.computeIfAbsent(type, it -> new TreeMap<>());
  }

  public long version() {
    return version;
  }

  /** The oldest version that changes are known since. */
  public long oldest() {
    return forgotten;
  }

  public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
    return Optional.ofNullable(of(type).get(key(namespace, name)));
  }

  /**
   * By namespace and name.
   *
   * @param namespace empty for all
   */
  public List<ObjectNode> list(ResourceType type, String namespace) {
    NavigableMap<String, ObjectNode> all = of(type);
    return List.copyOf(
        namespace.isEmpty() ? all.values() : all.subMap(namespace + "/", namespace + "0").values());
  }

  /** Keeps the document with a new version. */
  public ObjectNode put(ResourceType type, ObjectNode document) {
    ObjectNode metadata = document.withObject("/metadata");
    metadata.put("resourceVersion", Long.toString(++version));
    String key = key(metadata.path("namespace").asText(""), metadata.path("name").asText());
    Optional<ObjectNode> before = Optional.ofNullable(of(type).put(key, document));
    changed(new Change(version, type, before, Optional.of(document)));
    return document;
  }

  public void remove(ResourceType type, String namespace, String name) {
    ObjectNode before = of(type).remove(key(namespace, name));
    if (before != null) {
      version++;
      changed(new Change(version, type, Optional.of(before), Optional.empty()));
    }
  }

  private void changed(Change change) {
    changes.addLast(change);
    if (changes.size() > CHANGES_MAX) {
      forgotten = changes.removeFirst().version();
    }
    List.copyOf(watchers).forEach(watcher -> watcher.accept(change));
  }

  /** The changes after a version, the oldest first. */
  public List<Change> since(long since) {
    List<Change> after = new ArrayList<>();
    changes.stream().filter(change -> change.version() > since).forEach(after::add);
    return after;
  }

  public void watch(Consumer<Change> watcher) {
    watchers.add(watcher);
  }

  public void unwatch(Consumer<Change> watcher) {
    watchers.remove(watcher);
  }
}
