package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of each kind of thing that drills can come to, what they do come to and what not. */
final class PartsSeenTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/explore");
  private static final Path FILE = FOLDER.resolve("coverage.runbook");

  @TempDir Path folder;

  private static Ran test(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("test", file.toString(), "--quiet"));
    arguments.addAll(List.of(more));
    return Ran.runbook(arguments.toArray(String[]::new));
  }

  private static JsonNode parts(Path file) {
    try {
      return new ObjectMapper().readTree(test(file, "--json").out()).at("/runbooks/0/parts");
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  /** As {@code node: outcome}, without the name of the runbook. */
  private static List<String> missed(JsonNode parts) {
    List<String> missed = new ArrayList<>();
    for (JsonNode part : parts.get("never_seen")) {
      String node = part.get("node").asText().replaceFirst("^scaling/", "");
      missed.add(node + ": " + part.get("outcome").asText());
    }
    return missed;
  }

  @Test
  void itIsToldAsPeopleReadIt() throws IOException {
    Path expected = FOLDER.resolve("coverage.expected");
    Ran ran = test(FILE, "--coverage");
    assertEquals(0, ran.exitCode(), ran.all());
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, ran.out());
    }
    assertEquals(Files.readString(expected), ran.out(), "-Dgolden.rewrite=true writes it anew");
  }

  @Test
  void programsAreToldAllOfIt() {
    JsonNode parts = parts(FILE);
    List<String> missed = missed(parts);
    assertEquals(parts.get("all").asInt() - parts.get("seen").asInt(), missed.size());
    int seen = 0;
    for (JsonNode kind : parts.get("kinds")) {
      seen += kind.get("seen").asInt();
    }
    assertEquals(parts.get("seen").asInt(), seen);
    // What stands in a scenario that no drill comes to is counted too.
    assertTrue(missed.contains("down/fewer/guard:they-are-many: unknown"), missed.toString());
    JsonNode first = parts.get("never_seen").get(0);
    assertEquals("coverage.runbook", first.get("file").asText());
    assertEquals("more", first.get("step").asText());
    assertTrue(first.get("line").asInt() > 1, first.toString());
  }

  @Test
  void whatCannotBeIsNotCounted() {
    List<String> missed = missed(parts(FILE));
    // It is written down what it is.
    assertTrue(missed.stream().noneMatch(it -> it.contains("the-limit-is-what-it-is")));
    // A parameter can be another, and is always known.
    assertTrue(missed.contains("up/more/guard:few-are-asked-for: false"), missed.toString());
    assertFalse(missed.contains("up/more/guard:few-are-asked-for: unknown"));
    assertFalse(missed.contains("up/more/guard:the-limit-is-one: unknown"));
    // What was looked at before may not have been seen.
    assertTrue(missed.contains("up/more/guard:it-was-seen: unknown"), missed.toString());
    // A list that is written down has something in it.
    assertTrue(
        missed.stream().noneMatch(it -> it.contains("for:word") && it.endsWith("no rounds")));
  }

  /** Each drill is the only one that comes to something. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where there are none    | up/more/guard:there-are-some: false",
        "a no is a no            | up/more/approve:more: no",
        "what is refused is told | up/more/failure: taken",
        "an answer that is lost  | up/more/act:k8s-scale: no answer",
        "it is taken back        | up/more/undo: walked",
        "what cannot be seen     | up/more/guard:there-are-some: unknown"
      })
  void withoutADrillItIsMissed(String drill, String part) throws IOException {
    assertFalse(missed(parts(FILE)).contains(part), "all of them come to " + part);
    Files.createDirectories(folder.resolve("worlds"));
    for (String world : List.of("worlds/none.yaml", "worlds/three.yaml")) {
      Files.copy(FOLDER.resolve(world), folder.resolve(world));
    }
    String text = Files.readString(FILE);
    String without = text.replaceFirst("(?s)  test \"" + drill + "[^{]*\\{.*?\n  \\}\n", "");
    assertTrue(without.length() < text.length(), "there is such a drill");
    Path file = Files.writeString(folder.resolve("coverage.runbook"), without);
    List<String> missed = missed(parts(file));
    assertTrue(missed.contains(part), missed.toString());
  }

  @Test
  void tooLittleOfAKindFails() {
    assertEquals(0, test(FILE, "--min-coverage", "30,undos=100").exitCode());
    Ran ran = test(FILE, "--min-coverage", "30,guards=90");
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("of its guards is too little: 90% is demanded"), ran.out());
    Ran whole = test(FILE, "--min-coverage", "99");
    assertEquals(1, whole.exitCode(), whole.all());
    assertTrue(whole.out().contains("% of it is too little: 99% is demanded"), whole.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "many", "guards", "moons=5", "guards=x", "guards="})
  void whatIsNoThresholdIsRefused(String text) {
    Ran ran = test(FILE, "--min-coverage", text);
    assertEquals(2, ran.exitCode(), ran.all());
    assertTrue(ran.err().contains("steps, branches, guards, answers, undos, faults"), ran.err());
  }
}
