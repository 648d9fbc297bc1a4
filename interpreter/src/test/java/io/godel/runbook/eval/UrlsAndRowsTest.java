package io.godel.runbook.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.value.Value;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs made of what is not trusted, and lists read out of JSON. */
class UrlsAndRowsTest {
  private static String below(String base, Map<String, String> query, String... path) {
    Map<Value, Value> values = new LinkedHashMap<>();
    query.forEach((key, value) -> values.put(new Value.Str(key), new Value.Str(value)));
    Value url =
        Urls.below(
            new Value.Address(base),
            new Value.Items(Arrays.stream(path).<Value>map(Value.Str::new).toList()),
            new Value.Table(values));
    return ((Value.Address) url).url();
  }

  @Test
  void aSegmentStaysASegment() {
    assertEquals("http://a/b/c%2F%3Fd", below("http://a/b/", Map.of(), "c/?d"));
    assertEquals("http://a/%2E%2E/pause", below("http://a", Map.of(), "..", "pause"));
    assertEquals("http://a/x?q=1%262%23", below("http://a", Map.of("q", "1&2#"), "x"));
    assertEquals("http://a/%C3%A9.v1", below("http://a", Map.of(), "é.v1"));
    assertEquals("http://a", below("http://a", Map.of()));
  }

  @Property
  void whateverItHoldsItIsReadBackAsItWas(@ForAll String segment) {
    // Half a surrogate pair has no bytes of its own.
    String text =
        new String(
            segment.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    URI uri = URI.create(below("http://a", Map.of(), "x" + text, "end"));
    assertEquals("a", uri.getHost());
    assertEquals("/x" + text + "/end", uri.getPath());
  }

  @Test
  void aRowHasItsPlainValues() {
    String body = "{\"teams\":[{\"id\":\"a\",\"n\":3,\"on\":true,\"in\":{},\"no\":null}, 7]}";
    Map<Value, Value> row = new LinkedHashMap<>();
    row.put(new Value.Str("id"), new Value.Str("a"));
    row.put(new Value.Str("n"), new Value.Str("3"));
    row.put(new Value.Str("on"), new Value.Str("true"));
    assertEquals(List.of(new Value.Table(row)), JsonRows.of(body, "teams"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "null", "[]", "{\"teams\": 4}", "{\"others\": []}", "<html>"})
  void anythingElseHasNone(String body) {
    assertEquals(List.of(), JsonRows.of(body, "teams"));
  }
}
