package io.godel.runbook.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whoever lists and then watches knows as much as whoever lists again. */
final class StorePropertiesTest {
  private static final ResourceType TYPE = ResourceTypes.POD;

  private static ObjectNode pod(String name, int value) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.putObject("metadata").put("name", name).put("namespace", "n");
    return pod.put("value", value);
  }

  private static void change(Store store, int number) {
    String name = "p" + number % 4;
    if (number % 3 == 0) {
      store.remove(TYPE, "n", name);
    } else {
      store.put(TYPE, pod(name, number));
    }
  }

  private static Map<String, JsonNode> listed(Store store) {
    Map<String, JsonNode> all = new TreeMap<>();
    store.list(TYPE, "n").forEach(it -> all.put(it.at("/metadata/name").asText(), it));
    return all;
  }

  @Property
  void aListAndTheChangesSinceAreTheListOfNow(
      @ForAll @Size(max = 30) List<@IntRange(max = 40) Integer> before,
      @ForAll @Size(max = 30) List<@IntRange(max = 40) Integer> after) {
    Store store = new Store();
    before.forEach(number -> change(store, number));
    Map<String, JsonNode> known = listed(store);
    long version = store.version();
    after.forEach(number -> change(store, number));
    for (Store.Change change : store.since(version)) {
      String name = change.after().or(change::before).orElseThrow().at("/metadata/name").asText();
      change.after().ifPresentOrElse(it -> known.put(name, it), () -> known.remove(name));
    }
    assertEquals(listed(store), known);
  }

  @Test
  void selectorsChoose() {
    ObjectNode pod = pod("p", 1);
    pod.withObject("/metadata/labels").put("app", "api").put("tier", "web");
    for (String yes :
        List.of(
            "",
            "app=api",
            "app==api,tier!=db",
            "app in (db, api)",
            "tier notin (db)",
            "app,!gone",
            "gone!=1",
            "gone notin (a)")) {
      assertTrue(Selector.labels(yes).orElseThrow().test(pod), yes);
    }
    for (String no : List.of("app=db", "gone", "!app", "app notin (api)", "gone in (a)")) {
      assertTrue(Selector.labels(no).orElseThrow().negate().test(pod), no);
    }
    for (String malformed : List.of("app in api", "a b", "=x", "app in (a")) {
      assertTrue(Selector.labels(malformed).isEmpty(), malformed);
    }
    assertTrue(Selector.fields("metadata.name=p,metadata.namespace!=x").orElseThrow().test(pod));
    assertTrue(Selector.fields("metadata.name").isEmpty());
  }
}
