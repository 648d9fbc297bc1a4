package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.lab.api.ManagedFields.Entry;
import io.godel.runbook.lab.patch.PatchException;
import io.godel.runbook.lab.patch.StrategicPatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Server-side apply: who applies a document says all that he wants to be his.
 *
 * <p>Kubernetes, <i>Server-Side Apply</i>: a field that another one has set otherwise is a
 * conflict, unless it is forced; a field that was applied before and is no more, goes.
 */
final class Applying {
  static final String TYPE = "application/apply-patch+yaml";

  private Applying() {}

  static boolean isApply(Request request) {
    return request.method().equals("PATCH") && request.contentType().equals(TYPE);
  }

  /** The fields of a document that is applied, as the property of who applies it. */
  static Entry entry(JsonNode applied, Request request, String now) {
    return new Entry(
        request.manager(),
        ManagedFields.APPLY,
        applied.path("apiVersion").asText(),
        now,
        FieldPaths.of(applied).keySet());
  }

  /** The object as it is after the document was applied, with its managed fields. */
  static ObjectNode apply(ObjectNode before, ObjectNode applied, Request request, String now)
      throws Refusal {
    List<Entry> entries = ManagedFields.read(before);
    Map<List<String>, JsonNode> wanted = FieldPaths.of(applied);
    Map<List<String>, JsonNode> there = FieldPaths.of(before);
    Set<List<String>> disputed = new LinkedHashSet<>();
    List<Refusal.Cause> conflicts = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.is(request.manager(), ManagedFields.APPLY)) {
        for (List<String> path : entry.paths()) {
          if (wanted.containsKey(path) && !wanted.get(path).equals(there.get(path))) {
            disputed.add(path);
            conflicts.add(conflict(entry, path));
          }
        }
      }
    }
    if (!conflicts.isEmpty() && !request.flag("force")) {
      throw Refusal.applyConflicts(conflicts);
    }
    ObjectNode after = merged(before, applied);
    List<Entry> left = new ArrayList<>();
    Set<List<String>> dropped = new LinkedHashSet<>();
    for (Entry entry : entries) {
      Set<List<String>> paths = new LinkedHashSet<>(entry.paths());
      if (entry.is(request.manager(), ManagedFields.APPLY)) {
        paths.removeAll(wanted.keySet());
        dropped.addAll(paths);
      } else {
        paths.removeAll(disputed);
        left.add(entry.with(paths));
      }
    }
    left.forEach(entry -> dropped.removeAll(entry.paths()));
    dropped.removeIf(path -> holdsAny(path, wanted.keySet()));
    left.forEach(entry -> dropped.removeIf(path -> holdsAny(path, entry.paths())));
    FieldPaths.remove(after, dropped);
    left.add(entry(applied, request, now));
    ManagedFields.write(after, left);
    return after;
  }

  /** Whether one of the fields is inside of that one, which was empty when it was applied. */
  private static boolean holdsAny(List<String> outer, Set<List<String>> fields) {
    return fields.stream()
        .anyMatch(it -> it.size() > outer.size() && it.subList(0, outer.size()).equals(outer));
  }

  private static ObjectNode merged(ObjectNode before, ObjectNode applied) throws Refusal {
    try {
      return StrategicPatch.apply(before, applied);
    } catch (PatchException malformed) {
      throw Refusal.badRequest(malformed.getMessage());
    }
  }

  private static Refusal.Cause conflict(Entry entry, List<String> path) {
    String how =
        entry.operation().equals(ManagedFields.UPDATE) ? " using " + entry.apiVersion() : "";
    return new Refusal.Cause(
        "FieldManagerConflict",
        "conflict with \"" + entry.manager() + "\"" + how,
        FieldPaths.text(path));
  }
}
