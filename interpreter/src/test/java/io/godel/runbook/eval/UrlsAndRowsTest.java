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

  @Test
  void whatIsNestedIsGoneOver() {
    String body =
        "{\"other\":{\"teams\":[{\"id\":\"z\"}]},\"teams\":[[{\"id\":\"y\"}],"
            + "{\"in\":{\"id\":\"x\"},\"id\":\"a\",\"list\":[1,{}]},{\"id\":\"b\"}],\"end\":[]}";
    assertEquals(List.of(only("id", "a"), only("id", "b")), JsonRows.of(body, "teams"));
  }

  @Test
  void ofTheSameNameTheLastCounts() {
    String body = "{\"t\":[{\"a\":\"1\"}],\"t\":[{\"a\":\"2\",\"b\":3,\"b\":null,\"a\":\"4\"}]}";
    assertEquals(List.of(only("a", "4")), JsonRows.of(body, "t"));
  }

  @Test
  void aNumberIsReadAsWhatItIs() {
    assertEquals(List.of(only("n", "1.5")), JsonRows.of("{\"t\":[{\"n\":1.50}]}", "t"));
    assertEquals(List.of(only("n", "0")), JsonRows.of("{\"t\":[{\"n\":-0}]}", "t"));
    assertEquals(
        List.of(only("n", "12345678901234567890")),
        JsonRows.of("{\"t\":[{\"n\":12345678901234567890}]}", "t"));
  }

  private static Value only(String name, String value) {
    return new Value.Table(Map.of(new Value.Str(name), new Value.Str(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "null",
        "[]",
        "{\"teams\": 4}",
        "{\"others\": []}",
        "<html>",
        "{\"teams\": {\"a\": {}}}",
        "{\"teams\": [{}], \"teams\": 1}",
        "{\"teams\": [{}, {\"a\": 1",
        "{\"teams\": [{}]",
        "{\"teams\": [{}], x}"
      })
  void anythingElseHasNone(String body) {
    assertEquals(List.of(), JsonRows.of(body, "teams"));
  }
}
