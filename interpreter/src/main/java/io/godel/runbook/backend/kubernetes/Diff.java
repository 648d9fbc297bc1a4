package io.godel.runbook.backend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is another in an object, field by field. */
final class Diff {
  /** The server changes them with every write. */
  private static final Set<String> NOISE =
      Set.of(
          ".metadata.resourceVersion",
          ".metadata.managedFields",
          ".metadata.generation",
          ".metadata.creationTimestamp",
          ".metadata.uid",
          ".status");

  private final List<String> lines = new ArrayList<>();

  private Diff() {}

  static String of(JsonNode before, JsonNode after) {
    Diff diff = new Diff();
    diff.compare("", before, after);
    return String.join("\n", diff.lines);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (NOISE.contains(path) || before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(path + "." + name, before.path(name), after.path(name)));
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(path + "[" + i + "]", before.get(i), after.get(i));
      }
    } else {
      if (!before.isMissingNode()) {
        lines.add("- " + path.substring(1) + ": " + before);
      }
      if (!after.isMissingNode()) {
        lines.add("+ " + path.substring(1) + ": " + after);
      }
    }
  }
}
