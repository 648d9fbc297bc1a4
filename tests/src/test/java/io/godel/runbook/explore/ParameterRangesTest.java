package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.plan.WrittenValue;
import io.godel.runbook.types.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a range of values those are tried at which something changes. */
final class ParameterRangesTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/explore");
  private static final Path FILE = FOLDER.resolve("range.runbook");

  @TempDir Path folder;

  private static Ran explore(Path file, String... more) {
    Stream<String> first = Stream.of("explore", file.toString(), "--faults", "0");
    return Ran.runbook(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
  }

  private static JsonNode json(Path file, String param) throws IOException {
    return new ObjectMapper().readTree(explore(file, "--param", param, "--json").out());
  }

  private static List<String> values(JsonNode answer) {
    List<String> values = new ArrayList<>();
    answer.at("/ranges/0/values").forEach(it -> values.add(it.get("value").asText()));
    return values;
  }

  @Test
  void aMistakeThatOnlyABoundaryShowsIsFound() throws IOException {
    for (String end : List.of("0", "20")) {
      assertEquals(0, explore(FILE, "--param", "many=" + end).exitCode(), "the end " + end);
    }
    Ran ran = explore(FILE, "--param", "many=0..20");
    assertEquals(1, ran.exitCode(), ran.all());
    JsonNode answer = json(FILE, "many=0..20");
    List<String> broken = new ArrayList<>();
    for (JsonNode world : answer.get("worlds")) {
      if (!world.get("violations").isEmpty()) {
        broken.add(world.at("/params/many").asText());
      }
    }
    assertEquals(List.of("6"), broken);
    assertTrue(ran.out().contains("  6             at `many <= 6`"), ran.out());
    assertTrue(ran.out().contains("given many = 6\n"), "the drill has the value");
    String command = "runbook simulate " + FILE + " --world three --param many=6";
    assertTrue(ran.out().contains(command + "\n"), ran.out());
    Ran again = Ran.runbook("simulate", FILE.toString(), "--world", "three", "--param", "many=6");
    assertTrue(again.out().contains("an invariant is broken"), again.out());
  }

  @Test
  void theDrillOfAValueFailsNow() throws IOException {
    String out = explore(FILE, "--param", "many=0..20").out();
    int begin = out.indexOf("test \"");
    String drill = out.substring(begin, out.indexOf("}\n", begin) + 2);
    String text = Files.readString(FILE);
    Path with = folder.resolve("range.runbook");
    Files.writeString(with, text.substring(0, text.lastIndexOf('}')) + drill + "}\n");
    Path worlds = Files.createDirectory(folder.resolve("worlds"));
    Files.copy(FOLDER.resolve("worlds/three.yaml"), worlds.resolve("three.yaml"));
    Ran ran = Ran.runbook("test", with.toString());
    assertEquals(1, ran.exitCode(), ran.all());
    Files.writeString(with, Files.readString(with).replace("many <= 6", "many <= 5"));
    assertEquals(0, Ran.runbook("test", with.toString()).exitCode(), "it is mended");
  }

  @Test
  void theValuesFollowFromThePlanAndFromTheWorld() throws IOException {
    JsonNode answer = json(FILE, "many=0..20");
    assertEquals(List.of("0", "2", "3", "4", "5", "6", "7", "20"), values(answer));
    String why = answer.at("/ranges/0/values/2/why/0").asText();
    assertEquals("at `now_there < many` in world three", why);
    assertEquals(0, answer.at("/ranges/0/left_out").asInt());
    assertEquals(8, answer.get("worlds").size());
  }

  @Test
  void aMistakeThatOnlyAValueOfTheWorldShowsIsFound() throws IOException {
    Path worlds = Files.createDirectory(folder.resolve("worlds"));
    Files.copy(FOLDER.resolve("worlds/three.yaml"), worlds.resolve("three.yaml"));
    Path file = folder.resolve("range.runbook");
    Files.writeString(
        file,
        Files.readString(FILE)
            .replace("when now_there < many", "when now_there == many")
            .replace("replicas: many)", "replicas: 9)"));
    assertEquals(0, explore(file, "--param", "many=1").exitCode());
    assertEquals(0, explore(file, "--param", "many=50").exitCode());
    Ran ran = explore(file, "--param", "many=1..50");
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("ranged in world three, many = 3\n"), ran.out());
  }

  @Test
  void decimalsHaveNeighboursToo() throws IOException {
    assertEquals(
        List.of("0.5", "0.749", "0.75", "0.751", "1.0"), values(json(FILE, "share=0.5..1.0")));
  }

  @Test
  void whatIsTooMuchIsLeftOutAndThatIsSaid() throws IOException {
    JsonNode answer = json(FILE, "many=0..1000");
    assertEquals(RangeValues.VALUES_MAX, values(answer).size());
    assertTrue(values(answer).containsAll(List.of("0", "1000", "6")), values(answer).toString());
    int left = answer.at("/ranges/0/left_out").asInt();
    assertTrue(left > 0);
    String text = explore(FILE, "--param", "many=0..1000").out();
    assertTrue(text.contains(left + " others were found"), text);
    Ran both = explore(FILE, "--param", "many=0..1000", "--param", "share=0.5..1.0");
    assertEquals(2, both.exitCode());
    assertTrue(both.err().contains("have more than 64 plans together"), both.err());
  }

  @Test
  void thePageTellsWhichValuesStandForTheRange() throws IOException {
    Path page = folder.resolve("page.html");
    explore(FILE, "--param", "many=0..20", "--html", page.toString());
    String html = Files.readString(page);
    assertTrue(html.contains("many in 0..20"));
    assertTrue(html.contains("These values stand for the range, and not every value of it"));
    assertTrue(html.contains("<code>many = 6</code>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "many=0..5m | `5m` is no Int; write both ends, as 1..10",
        "many=1KiB..5 | `1KiB` is no Int",
        "many=7..3 | `7..3` is an empty range: the first value is the greater one",
        "many=.. | `` is no Int",
        "many=1..2..3 | `2..3` is no Int",
        "share=0.5..2h | `2h` is no Decimal",
        "more=1..2 | the runbook has no parameter `more`",
      })
  void aBadRangeIsRefused(String param, String why) {
    Ran ran = explore(FILE, "--param", param);
    assertEquals(2, ran.exitCode(), ran.all());
    assertTrue(ran.err().contains(why), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void anEndThatTheRunbookRefusesIsTold() {
    Ran ran =
        Ran.runbook(
            "explore", "runbooks/database-failover.runbook", "--param", "pool_size=21..201");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("`pool_size = 201` is refused: it in 21..200"), ran.err());
  }

  @Test
  void aTextMayHavePointsInIt() {
    Ran ran =
        explore(
            Path.of("runbooks/database-failover.runbook"),
            "--world",
            "healthy",
            "--param",
            "exporter=a..b");
    assertFalse(ran.err().contains("range of"), ran.err());
  }

  @ParameterizedTest
  @CsvSource({"plan", "simulate"})
  void otherCommandsTakeOneValue(String command) {
    Ran ran = Ran.runbook(command, FILE.toString(), "--param", "many=0..20");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("ranges of values are for `explore`"), ran.err());
  }

  /** What is told has to be what an operator can give, to the last byte. */
  @ParameterizedTest
  @EnumSource(
      value = Type.Primitive.class,
      names = {"INT", "BYTES", "DURATION", "DECIMAL", "PERCENT"})
  void aValueIsReadAsItIsWritten(Type.Primitive type) {
    ValueLine line = ValueLine.of(type).orElseThrow();
    line = line.with(WrittenValue.read(sample(type), type).orElseThrow());
    for (long place : new long[] {0, 1, 59, 1023, 1024, 1025, 16_777_217, 3_600_000, 86_399_999}) {
      String written = line.written(place);
      assertEquals(
          Optional.of(place),
          WrittenValue.read(written, type).flatMap(line::place),
          type + " " + written);
    }
  }

  private static String sample(Type.Primitive type) {
    return switch (type) {
      case BYTES -> "1MiB";
      case DURATION -> "1m";
      case DECIMAL -> "0.25";
      case PERCENT -> "12%";
      default -> "1";
    };
  }
}
