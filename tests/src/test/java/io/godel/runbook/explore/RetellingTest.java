package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godel.runbook.cli.Ran;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A story is told from its beginning to its end, with its misfortunes and what they led to. */
final class RetellingTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/explore");
  private static final Path FILE = FOLDER.resolve("story.runbook");
  private static final String NO_PODS_MORE = "at most six";

  @TempDir Path folder;

  private static void golden(String name, String actual) throws IOException {
    Path expected = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, actual);
    }
    assertEquals(Files.readString(expected), actual, "-Dgolden.rewrite=true writes it anew");
  }

  private static Setting setting(Path file, String world) {
    TypedRunbook runbook = new Project().check(file).tree().get(0);
    Plan plan = Planner.plan(runbook, Arguments.read(runbook, Map.of()));
    return new Setting(
        plan, world, Project.world(file, world).tree().orElseThrow(), 0, Optional.empty(), false);
  }

  private static List<Retelling.Moment> moments(
      Path file, String world, String story, Violation... violations) {
    Story read = story.isEmpty() ? Story.PLAIN : Story.read(story).orElseThrow();
    return Retelling.of(setting(file, world), read, List.of(violations)).moments();
  }

  private static List<Retelling.Moment> ofKind(
      List<Retelling.Moment> moments, Class<? extends Retelling.Happening> kind) {
    return moments.stream().filter(it -> kind.isInstance(it.happening())).toList();
  }

  private static Retelling.Moment told(
      List<Retelling.Moment> moments, Class<? extends Notice> kind) {
    return moments.stream()
        .filter(
            it -> it.happening() instanceof Retelling.Told told && kind.isInstance(told.notice()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPersonReadsItUnderWhatWasFound() throws IOException {
    Ran ran = Ran.runbook("explore", FILE.toString(), "--faults", "1");
    assertEquals(1, ran.exitCode(), ran.all());
    golden("story.expected", ran.out());
  }

  @Test
  void aLongStoryIsToldInFewLines() throws IOException {
    Explored runbook = Explored.failover(folder);
    runbook.world(
        "primary-stopped", "extends: healthy\nfaults: [\"at 0s: stop server primary\"]\n");
    runbook.world(
        "said-to-be-off",
        "extends: primary-stopped\npeople:\n  answers:\n    switch_off: {off: \"true\"}\n");
    Exploration found = runbook.in("said-to-be-off", "failover_on_word", 1);
    List<String> lines = new ArrayList<>();
    runbook.text(found).forEach(lines::add);
    golden("two-writers.expected", String.join("\n", lines) + "\n");
  }

  @Test
  void theDrillFailsAlthoughTheInvariantHoldsAgain() throws IOException {
    String out = Ran.runbook("explore", FILE.toString(), "--faults", "1").out();
    int begin = out.indexOf("test \"");
    String drill = out.substring(begin, out.indexOf("}\n", begin) + 2);
    String text = Files.readString(FILE);
    Path with = folder.resolve("story.runbook");
    Files.writeString(with, text.substring(0, text.lastIndexOf('}')) + drill + "}\n");
    Path worlds = Files.createDirectory(folder.resolve("worlds"));
    Files.copy(FOLDER.resolve("worlds/three.yaml"), worlds.resolve("three.yaml"));
    Ran ran = Ran.runbook("test", with.toString());
    assertEquals(1, ran.exitCode(), ran.all());
  }

  @Test
  void programsAreToldTheSame() throws IOException {
    String text = Ran.runbook("explore", FILE.toString(), "--faults", "1").out();
    JsonNode answer =
        new ObjectMapper()
            .readTree(Ran.runbook("explore", FILE.toString(), "--faults", "1", "--json").out());
    JsonNode timeline = answer.at("/worlds/0/violations/0/timeline");
    assertTrue(timeline.size() > 10, timeline.toString());
    List<String> kinds = new ArrayList<>();
    for (JsonNode line : timeline) {
      kinds.add(line.get("is").asText());
      String begin = line.get("what").asText().split(" ")[0];
      assertTrue(text.contains(begin), begin);
    }
    assertTrue(
        kinds.containsAll(List.of("misfortune", "broken", "mended", "step", "do", "end")),
        kinds.toString());
    JsonNode broken = timeline.get(kinds.indexOf("broken"));
    JsonNode mended = timeline.get(kinds.indexOf("mended"));
    assertEquals(broken.get("until"), mended.get("at"));
    assertEquals("PT5M33.7S", broken.get("at").asText());
  }

  @Test
  void aProcessDiesBeforeItIsResumed() {
    List<Retelling.Moment> moments = moments(FILE, "three", "before record 12: kill");
    List<Retelling.Moment> misfortunes = ofKind(moments, Retelling.Misfortune.class);
    assertEquals(1, misfortunes.size());
    Duration resumed = told(moments, Notice.RunResumed.class).at();
    assertEquals(resumed.minus(Simulation.NOTICED), misfortunes.get(0).at());
  }

  @Test
  void aProcessDiesBeforeItHasBegun() {
    List<Retelling.Moment> moments = moments(FILE, "three", "before record 1: kill");
    assertEquals(1, ofKind(moments, Retelling.Misfortune.class).size());
    assertEquals(Duration.ZERO, moments.get(0).at());
  }

  @Test
  void aNoAndASilenceComeWhenThePersonIsWaitedFor() {
    List<Retelling.Moment> no = moments(FILE, "three", "deny more");
    assertEquals(
        List.of(
            new Retelling.Moment(
                Duration.ofSeconds(20).plusMillis(150), new Retelling.Misfortune("deny more"))),
        ofKind(no, Retelling.Misfortune.class));
    List<Retelling.Moment> silence = moments(FILE, "three", "silence more");
    assertEquals(
        Duration.ofMinutes(5).plusMillis(150),
        ofKind(silence, Retelling.Misfortune.class).get(0).at());
  }

  @Test
  void whatTheWorldBringsIsNoMisfortuneOfTheStory() throws IOException {
    Explored.failover(folder);
    Files.writeString(
        folder.resolve("worlds/later.yaml"),
        "extends: healthy\nfaults: [\"at 10s: stop server primary\","
            + " \"on call 1 of net.reaches: lose node node-1\"]\n");
    List<Retelling.Moment> moments =
        moments(folder.resolve("database-failover.runbook"), "later", "");
    assertEquals(
        List.of(new Retelling.Outside("on call 1 of net.reaches: lose node node-1")),
        ofKind(moments, Retelling.Outside.class).stream()
            .map(Retelling.Moment::happening)
            .limit(1)
            .toList());
    assertEquals(List.of(), ofKind(moments, Retelling.Misfortune.class));
  }

  @Test
  void whatIsBrokenHasABeginningAndAnEnd() {
    Violation invariant =
        new Violation(Violation.Kind.INVARIANT, NO_PODS_MORE, Optional.of("api.replicas <= 4"));
    List<Retelling.Moment> none = moments(FILE, "three", "", invariant);
    assertEquals(List.of(), ofKind(none, Retelling.Broken.class), "no such invariant");
    Violation real =
        new Violation(Violation.Kind.INVARIANT, NO_PODS_MORE, Optional.of("api.replicas <= 6"));
    String story = "on call 1 of k8s.rollout_restart: refuse forbidden";
    List<Retelling.Moment> moments = moments(FILE, "three", story, real);
    Retelling.Moment broken = ofKind(moments, Retelling.Broken.class).get(0);
    Retelling.Moment mended = ofKind(moments, Retelling.Mended.class).get(0);
    assertEquals(Optional.of(mended.at()), ((Retelling.Broken) broken.happening()).until());
    assertTrue(moments.indexOf(broken) < moments.indexOf(mended));
  }

  @Test
  void whatIsKnownAtTheEndIsToldThere() {
    for (Violation.Kind kind :
        List.of(
            Violation.Kind.LEFT_BROKEN,
            Violation.Kind.NOT_RESTORED,
            Violation.Kind.FALSE_SUCCESS)) {
      List<Retelling.Moment> moments = moments(FILE, "three", "", new Violation(kind, "it"));
      Retelling.Moment last = moments.get(moments.size() - 1);
      assertEquals(
          new Retelling.Broken(new Violation(kind, "it"), Optional.empty()), last.happening());
    }
  }

  @Test
  void aCallWithoutItsGuardIsMarkedWhenItBegins() {
    String call = "scaling/up/more/act:k8s-scale";
    Violation unguarded = new Violation(Violation.Kind.UNGUARDED, call + " after no_guard_at_all");
    List<Retelling.Moment> moments = moments(FILE, "three", "", unguarded);
    int broken = moments.indexOf(ofKind(moments, Retelling.Broken.class).get(0));
    assertTrue(
        moments.get(broken - 1).happening() instanceof Retelling.Told told
            && told.notice() instanceof Notice.CallStarted it
            && it.node().equals(call));
  }

  @Test
  void aRefusalThatIsNotHeardIsMarkedWhenItIsSaid() {
    Violation against = new Violation(Violation.Kind.AGAINST_A_NO, "more");
    List<Retelling.Moment> moments = moments(FILE, "three", "deny more", against);
    int broken = moments.indexOf(ofKind(moments, Retelling.Broken.class).get(0));
    assertTrue(
        moments.get(broken - 1).happening() instanceof Retelling.Told told
            && told.notice() instanceof Notice.ApprovalDecided);
  }
}
