package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about world files tells of every key and fault, and its examples are worlds. */
class WorldsPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final String KEYS = "the keys here are ";

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "worlds.md"));
  }

  static List<String> examples() throws IOException {
    return EXAMPLE.matcher(page()).results().map(example -> example.group(1)).toList();
  }

  private static List<Diagnostic> read(String yaml) {
    return WorldFile.read(new SourceFile("example.yaml", yaml)).diagnostics();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreWorlds(String example) {
    assertEquals("", new TextRenderer(Marks.PLAIN).render(read(example)));
  }

  private static Set<String> rowsUnder(String heading) throws IOException {
    String page = page();
    int start = page.indexOf("# " + heading + "\n");
    assertTrue(start >= 0, "there is no heading " + heading);
    int end = page.indexOf("\n#", start);
    return ROW.matcher(page.substring(start, end < 0 ? page.length() : end))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The reader itself says which keys it knows when it meets one that it does not. */
  private static Set<String> keysKnown(String yaml) {
    Set<String> keys = new TreeSet<>();
    for (Diagnostic diagnostic : read(yaml)) {
      if (diagnostic.code() == Code.WORLD_UNKNOWN_KEY) {
        String last = diagnostic.helps().get(diagnostic.helps().size() - 1);
        keys.addAll(List.of(last.substring(KEYS.length()).split(", ")));
      }
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The file|{0: 0}",
        "kubernetes|kubernetes: {0: 0}",
        "A node|kubernetes: {nodes: {a: {0: 0}}}",
        "A Deployment|kubernetes: {deployments: {a: {0: 0}}}",
        "A StatefulSet|kubernetes: {statefulsets: {a: {0: 0}}}",
        "An autoscaler|kubernetes: {autoscalers: {a: {0: 0}}}",
        "An ingress|kubernetes: {ingresses: {a: {0: 0}}}",
        "A PostgreSQL server|postgres: {a: {0: 0}}",
        "A database|postgres: {a: {databases: [{0: 0}]}}",
        "A replication slot|postgres: {a: {slots: [{0: 0}]}}",
        "A session|postgres: {a: {sessions: [{0: 0}]}}",
        "A Redis|redis: {a: {0: 0}}",
        "A group of keys|redis: {a: {keys: [{0: 0}]}}",
        "A queue|redis: {a: {queues: [{0: 0}]}}",
        "A store of backups|backups: {a: {0: 0}}",
        "A backup|backups: {a: {holds: [{0: 0}]}}",
        "The application|application: {0: 0}",
        "A team|application: {teams: [{0: 0}]}",
        "The people|people: {0: 0}"
      })
  void everyKeyIsInItsTableAndNoOther(String heading, String yaml) throws IOException {
    assertEquals(keysKnown(yaml), rowsUnder(heading));
  }

  @Test
  void everyTableOfKeysIsHeldToTheReader() throws IOException {
    long tables =
        page().lines().filter(line -> line.equals("| key | type | default | meaning |")).count();
    assertEquals(19, tables);
  }

  @Test
  void everyFaultIsInItsTable() throws IOException {
    Set<String> rows = rowsUnder("Faults");
    for (Fault.Verb verb : Fault.Verb.values()) {
      assertTrue(
          rows.stream().anyMatch(row -> row.startsWith(verb.written() + " ")), verb.written());
    }
    assertEquals(Fault.Verb.values().length + 5 + 8, rows.size());
    for (String row : rows) {
      String text = row.replace("CODE", "conflict").replace("ACTION", "k8s.scale");
      boolean ofTheJournal = row.contains("record") || row.equals("kill");
      String usual = ofTheJournal ? "before record 3" : "on call 1 of k8s.scale";
      String trigger = text.matches("(at|when|on) .*") ? text : usual;
      boolean isEffect = !text.matches("(at|when|on|before) .*");
      String effect = isEffect ? text : ofTheJournal ? "kill" : "crash pod a-0";
      assertTrue(
          FaultReader.read(trigger.replace("call N", "call 2") + ": " + effect).isPresent(), row);
    }
  }

  @Test
  void theLimitOfValuesIsThatOfTheReader() throws IOException {
    assertTrue(page().contains("20,000 values"));
    assertTrue(isLimited(20_001));
    assertTrue(!isLimited(19_990));
  }

  private static boolean isLimited(int values) {
    return read("faults: [" + "x, ".repeat(values) + "]").stream()
        .anyMatch(diagnostic -> diagnostic.code() == Code.WORLD_LIMIT);
  }
}
