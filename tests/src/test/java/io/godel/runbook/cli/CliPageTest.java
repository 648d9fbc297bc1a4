package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.docs.Page;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.run.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the command line names what there is: commands, options, exit codes, fields. */
final class CliPageTest {
  private static final Page PAGE = Page.of("cli.md");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*");

  @TempDir Path folder;

  static Stream<String> commands() {
    String help = Ran.runbook("--help").out();
    return help.substring(help.indexOf("Commands:"))
        .lines()
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.strip().split(" ")[0]);
  }

  @Test
  void everyCommandIsInTheTable() {
    List<String> written =
        PAGE.table("command", "does").stream().map(row -> row.get(0).split(" ")[1]).toList();
    assertEquals(commands().toList(), written);
  }

  /** Help is what the command line's own model says. */
  @ParameterizedTest
  @MethodSource("commands")
  void theOptionsAreThoseOfTheCommand(String command) {
    Set<String> known = options(Ran.runbook(command, "--help").out().lines());
    Set<String> written = new TreeSet<>(table("Options of all commands"));
    written.addAll(table(command));
    assertEquals(known, written);
  }

  @Test
  void theOptionsOfTheProgramItself() {
    Set<String> known = options(Ran.runbook("--help").out().lines());
    Set<String> written = new TreeSet<>(table("Options of all commands"));
    written.addAll(List.of("-V", "--version"));
    assertTrue(PAGE.text().contains("`-V` (`--version`)"));
    assertEquals(known, written);
  }

  /** What stands before the explanation, in a line that begins with an option. */
  private static Set<String> options(Stream<String> lines) {
    Set<String> options = new TreeSet<>();
    lines
        .filter(line -> line.matches(" {2,6}-.*"))
        .map(line -> line.strip().split(" {2,}")[0])
        .forEach(
            line -> OPTION.matcher(line).results().forEach(found -> options.add(found.group())));
    return options;
  }

  private static Set<String> table(String section) {
    String text = PAGE.text();
    int begin = text.indexOf("\n## " + section + "\n");
    assertTrue(begin >= 0, "there is no section " + section);
    int end = text.indexOf("\n## ", begin + 1);
    Set<String> options = new TreeSet<>();
    text.substring(begin, end < 0 ? text.length() : end)
        .lines()
        .filter(line -> line.startsWith("| `-"))
        .map(line -> line.split("\\|")[1])
        .forEach(
            cell -> OPTION.matcher(cell).results().forEach(found -> options.add(found.group())));
    return options;
  }

  @Test
  void theExitCodesAreThoseOfTheProgram() {
    Set<String> known = new TreeSet<>();
    for (int code :
        List.of(
            ExitCode.OK,
            ExitCode.FAILED,
            ExitCode.USAGE,
            ExitCode.TEXT_HAS_ERRORS,
            ExitCode.PERSON_NEEDED,
            ExitCode.LOCKED)) {
      known.add(Integer.toString(code));
    }
    Arrays.stream(Ending.Kind.values())
        .forEach(kind -> known.add(Integer.toString(kind.exitCode())));
    Set<String> written = new TreeSet<>();
    PAGE.table("exit code", "means").forEach(row -> written.add(row.get(0)));
    assertEquals(known, written);
  }

  @Test
  void theFieldsOfCheckAndOfDiagnostics() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.runbook"), "runbook\n");
    JsonNode answer = json("check", wrong.toString(), "--json");
    assertEquals(rows("field of check"), names(answer));
    assertEquals(rows("field of a diagnostic"), names(answer.get("diagnostics").get(0)));
  }

  @Test
  void theFieldsOfExplore() throws IOException {
    String file = "tests/src/test/resources/explore/story.runbook";
    JsonNode answer =
        json(
            "explore", file, "--scenario", "up", "--param", "many=5..5", "--faults", "1", "--json");
    Set<String> names = names(answer);
    names.addAll(names("ranges.", answer.at("/ranges/0")));
    assertEquals(Set.of("value", "why"), names(answer.at("/ranges/0/values/0")));
    JsonNode world = answer.at("/worlds/0");
    names.addAll(names("worlds.", world));
    names.addAll(names("worlds.outcomes.", world.at("/outcomes/0")));
    names.addAll(names("worlds.recovery.*.", world.at("/recovery/up")));
    names.addAll(names("worlds.violations.", world.at("/violations/0")));
    for (JsonNode line : world.at("/violations/0/timeline")) {
      names.addAll(names("worlds.violations.timeline.", line));
    }
    names.addAll(names("coverage.", answer.get("coverage")));
    String untold = "/failures_nobody_was_told_of";
    names.addAll(
        names("coverage." + untold.substring(1) + ".", answer.at("/coverage" + untold + "/0")));
    assertEquals(rows("field of explore"), names);
    assertEquals(
        Set.of("seen", "all", "percent", "kinds", "never_seen"),
        names(answer.at("/coverage/seen")));
  }

  @Test
  void theFieldsOfTest() throws IOException {
    String runbook =
        Page.of("language.md").examples().get(0).text().replace("approvals 1", "approvals 7");
    Path file = Files.writeString(folder.resolve("api-too-small.runbook"), runbook);
    Path worlds = Files.createDirectory(folder.resolve("worlds"));
    Files.copy(Path.of("runbooks/worlds/healthy.yaml"), worlds.resolve("healthy.yaml"));
    JsonNode answer = json("test", file.toString(), "--mutate", "--json");
    Set<String> names = names(answer);
    names(answer.get("runbooks").get(0)).forEach(name -> names.add("runbooks." + name));
    JsonNode parts = answer.at("/runbooks/0/parts");
    names(parts.get("kinds")).forEach(name -> names.add("runbooks.parts.kinds." + name));
    names(parts).forEach(name -> names.add("runbooks.parts." + name));
    names(parts.get("never_seen").get(0))
        .forEach(name -> names.add("runbooks.parts.never_seen." + name));
    names(parts.at("/kinds/steps"))
        .forEach(name -> names.add("runbooks.parts.kinds.steps." + name));
    JsonNode drill = answer.get("drills").get(0);
    names(drill).forEach(name -> names.add("drills." + name));
    names(drill.get("failures").get(0)).forEach(name -> names.add("drills.failures." + name));
    assertEquals(rows("field of test"), names);
  }

  @Test
  void theFieldsOfSimulate() throws IOException {
    JsonNode answer = json("simulate", "runbooks/database-failover.runbook", "--json");
    Set<String> names = names(answer);
    names(answer.get("changes").get(0)).forEach(name -> names.add("changes." + name));
    assertEquals(rows("field of simulate"), names);
  }

  @Test
  void theFieldsOfRunsAndOfShow() throws Exception {
    Rehearsal rehearsal = new Rehearsal(folder);
    rehearsal.failover(rehearsal.create("max_lag", "64MiB"), "primary-lost");
    Map<String, String> environment = Map.of("XDG_STATE_HOME", folder.toString());
    ObjectMapper mapper = new ObjectMapper();
    JsonNode runs = mapper.readTree(Ran.with(environment, "runs", "--json").out());
    Set<String> ofRun = names(runs.get("runs").get(0));
    Set<String> names = names(runs);
    ofRun.forEach(name -> names.add("runs." + name));
    assertEquals(rows("field of runs"), names);
    JsonNode show = mapper.readTree(Ran.with(environment, "show", "latest", "--json").out());
    Set<String> ofShow = names(show);
    assertTrue(ofShow.removeAll(ofRun));
    assertEquals(rows("field of show"), ofShow);
  }

  private static JsonNode json(String... args) throws IOException {
    return new ObjectMapper().readTree(Ran.runbook(args).out());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> names(String prefix, JsonNode object) {
    return names(object).stream().map(prefix::concat).collect(Collectors.toSet());
  }

  private static Set<String> rows(String header) {
    Set<String> rows = new TreeSet<>();
    PAGE.table(header).forEach(row -> rows.addAll(List.of(row.get(0).split(", "))));
    return rows;
  }
}
