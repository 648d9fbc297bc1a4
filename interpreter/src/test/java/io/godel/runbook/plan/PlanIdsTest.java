package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ids of nodes do not change when something else in the text does. */
class PlanIdsTest {
  private static final String TEXT = Plans.text("failover");
  private static final String STEP =
      """
          step look "Look once more" {
            verify "it answers" pg.answers(replica) within 1m every 10s
          }
      """;

  static List<String> ids(Plan plan) {
    List<String> ids = new ArrayList<>();
    collect(PlanJson.write(plan), ids);
    return ids;
  }

  private static void collect(JsonNode node, List<String> ids) {
    if (node.has("id")) {
      ids.add(node.get("id").asText());
    }
    node.forEach(part -> collect(part, ids));
  }

  private static Set<String> ids(String text) {
    return new TreeSet<>(ids(Plans.of(text, Map.of())));
  }

  private static void allStay(String changed) {
    Set<String> gone = ids(TEXT);
    gone.removeAll(ids(changed));
    assertEquals(Set.of(), gone);
  }

  @Test
  void everyIdIsThereOnce() {
    for (String name : Plans.NAMES) {
      List<String> ids = ids(Plans.named(name));
      assertEquals(new ArrayList<>(new LinkedHashSet<>(ids)), ids);
    }
  }

  @Test
  void aStepMoreBeforeOrBehind() {
    allStay(TEXT.replace("    step fence", STEP + "    step fence"));
    allStay(TEXT.replace("    step promote", STEP + "    step promote"));
  }

  @Test
  void anotherTitleOrAnotherTime() {
    allStay(TEXT.replace("\"Promote the replica\"", "\"Make the replica the primary\""));
    allStay(TEXT.replace("within 5m", "within 6m"));
    allStay(TEXT.replace("Fail over to the replica", "Fail over"));
  }

  @Test
  void commentsAndEmptyLines() {
    allStay(TEXT.replace("\n", "\n// remark\n\n"));
  }

  @Test
  void scenariosInAnotherOrder() {
    int first = TEXT.indexOf("  scenario primary_lost");
    int second = TEXT.indexOf("  scenario blip");
    int end = TEXT.indexOf("  recovered");
    String turned =
        TEXT.substring(0, first)
            + TEXT.substring(second, end)
            + TEXT.substring(first, second)
            + TEXT.substring(end);
    assertEquals(ids(TEXT), ids(turned));
  }

  @Test
  void aCallMoreInAnotherStep() {
    allStay(
        TEXT.replace(
            "      do     k8s.patch", "      do     k8s.rollout_restart(api)\n      do k8s.patch"));
  }

  /** A block without a name is called after what is in it, not after its place. */
  @Test
  void anotherBlockSideBySide() {
    String storm = Plans.text("storm");
    String block =
        """
            parallel {
              step a "A" { verify "x" api.ready within 1s every 1s }
            }
            parallel {
        """;
    String more = storm.replace("    parallel {\n", block);
    Set<String> gone = ids(storm);
    gone.removeAll(ids(more));
    assertEquals(Set.of(), gone);
  }

  @Test
  void wordsOfEveryScript() {
    String text = TEXT.replace("the replica accepts writes", "реплика принимает запись");
    assertTrue(ids(text).contains("failover/primary_lost/promote/verify:реплика-принимает-запись"));
  }
}
