package io.godel.runbook.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A stream of what happens to objects of one kind. */
final class Watch {
  private static final long PAUSE_MILLIS = 200;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LabState lab;
  private final ApiRequests.Target target;
  private final Predicate<ObjectNode> selected;
  private final String from;
  private long seen;

  Watch(LabState lab, ApiRequests.Target target, Map<String, String> query) {
    this.lab = lab;
    this.target = target;
    this.selected = ApiRequests.selected(query);
    this.from = query.getOrDefault("resourceVersion", "");
  }

  void send(OutputStream out, long seconds) throws Exception {
    List<String> lines = lab.touch(this::begin);
    write(out, lines);
    long end = LabSystemClock.now() + seconds * NANOS_PER_SECOND;
    while (LabSystemClock.now() < end) {
      lab.loop().awaitChange(PAUSE_MILLIS);
      write(out, lab.touch(this::news));
    }
  }

  private static void write(OutputStream out, List<String> lines) throws IOException {
    for (String line : lines) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /** Without a version everything that there is comes first. */
  private List<String> begin() {
    seen = lab.store().version();
    List<String> lines = new ArrayList<>();
    if (from.isEmpty() || from.equals("0")) {
      lab.store()
          .list(target.kind(), target.namespace(), selected)
          .forEach(object -> lines.add(line("ADDED", object)));
      return lines;
    }
    seen = Long.parseLong(from);
    lines.addAll(news());
    return lines;
  }

  private List<String> news() {
    List<String> lines = new ArrayList<>();
    try {
      for (ApiStore.Event event : lab.store().since(seen)) {
        seen = event.version();
        boolean here =
            target.namespace().isEmpty()
                || event.object().at("/metadata/namespace").asText().equals(target.namespace());
        boolean named =
            target.name().isEmpty()
                || event.object().at("/metadata/name").asText().equals(target.name());
        if (event.kind().equals(target.kind()) && here && named && selected.test(event.object())) {
          lines.add(line(event.type(), event.object()));
        }
      }
    } catch (Denied expired) {
      lines.add(line("ERROR", expired.body()));
    }
    return lines;
  }

  private static String line(String type, ObjectNode object) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("type", type).set("object", object);
    return event + "\n";
  }
}
