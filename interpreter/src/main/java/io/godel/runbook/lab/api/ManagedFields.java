package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has set which field of an object.
 *
 * <p>Kubernetes, <i>Server-Side Apply</i>, field management.
 */
final class ManagedFields {
  static final String UPDATE = "Update";
  static final String APPLY = "Apply";

  private ManagedFields() {}

  /** One who writes, and what is his. */
  record Entry(
      String manager, String operation, String apiVersion, String time, Set<List<String>> paths) {
    boolean is(String who, String how) {
      return manager.equals(who) && operation.equals(how);
    }

    Entry with(Set<List<String>> others) {
      return new Entry(manager, operation, apiVersion, time, others);
    }
  }

  static List<Entry> read(JsonNode document) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode each : document.at("/metadata/managedFields")) {
      entries.add(
          new Entry(
              each.path("manager").asText(),
              each.path("operation").asText(),
              each.path("apiVersion").asText(),
              each.path("time").asText(),
              FieldPaths.read(each.path("fieldsV1"))));
    }
    return entries;
  }

  static void write(ObjectNode document, List<Entry> entries) {
    ObjectNode metadata = document.withObject("/metadata");
    metadata.remove("managedFields");
    ArrayNode written = metadata.arrayNode();
    for (Entry entry : entries) {
      if (!entry.paths().isEmpty()) {
        ObjectNode each = written.addObject();
        each.put("manager", entry.manager()).put("operation", entry.operation());
        each.put("apiVersion", entry.apiVersion()).put("time", entry.time());
        each.put("fieldsType", "FieldsV1").set("fieldsV1", FieldPaths.write(entry.paths()));
      }
    }
    if (!written.isEmpty()) {
      metadata.set("managedFields", written);
    }
  }

  /** Who makes an object sets all that is in it; who applies one has said it already. */
  static void created(ObjectNode document, Request request, String now) {
    if (!Applying.isApply(request)) {
      Set<List<String>> all = FieldPaths.of(document).keySet();
      write(document, List.of(entry(document, request, now, all)));
    } else {
      write(document, List.of(Applying.entry(document, request, now)));
    }
  }

  /** Who applies again what he has applied changes nothing, not even the time. */
  static void settle(ObjectNode before, ObjectNode after) {
    List<Entry> was = read(before);
    List<Entry> is = new ArrayList<>();
    for (Entry entry : read(after)) {
      is.add(
          was.stream()
              .filter(it -> it.is(entry.manager(), entry.operation()))
              .filter(it -> it.paths().equals(entry.paths()))
              .findFirst()
              .orElse(entry));
    }
    boolean same = was.size() == is.size() && was.containsAll(is);
    write(after, same ? was : is);
  }

  private static Entry entry(
      JsonNode document, Request request, String now, Set<List<String>> paths) {
    String version = document.path("apiVersion").asText();
    return new Entry(request.manager(), UPDATE, version, now, paths);
  }

  /** Who changes a field has it from now on, and nobody else. */
  static void changed(ObjectNode before, ObjectNode after, Request request, String now) {
    Map<List<String>, JsonNode> was = FieldPaths.of(before);
    Map<List<String>, JsonNode> is = FieldPaths.of(after);
    Set<List<String>> set = new LinkedHashSet<>();
    is.forEach(
        (path, value) -> {
          if (!value.equals(was.get(path))) {
            set.add(path);
          }
        });
    Set<List<String>> gone = new LinkedHashSet<>(was.keySet());
    gone.removeAll(is.keySet());
    if (set.isEmpty() && gone.isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    Set<List<String>> mine = new LinkedHashSet<>(set);
    for (Entry entry : read(before)) {
      Set<List<String>> left = new LinkedHashSet<>(entry.paths());
      left.removeAll(gone);
      if (entry.is(request.manager(), UPDATE)) {
        mine.addAll(left);
      } else {
        left.removeAll(set);
        entries.add(entry.with(left));
      }
    }
    entries.add(entry(after, request, now, mine));
    write(after, entries);
  }
}
