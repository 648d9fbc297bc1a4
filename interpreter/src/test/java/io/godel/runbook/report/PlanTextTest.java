package io.godel.runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Plans;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** The plan for people fits on a page, shows what matters, and speaks to no terminal by itself. */
class PlanTextTest {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private static String plain(String name) {
    return PlanText.of(Plans.named(name), Style.PLAIN);
  }

  @Example
  void fitsIntoAHundredColumns() {
    for (String name : Plans.NAMES) {
      for (String line : plain(name).lines().toList()) {
        assertTrue(line.length() <= PlanTree.WIDTH, line);
        assertEquals(line.stripTrailing(), line);
      }
    }
  }

  @Example
  void coloursChangeNoWord() {
    for (String name : Plans.NAMES) {
      String coloured = PlanText.of(Plans.named(name), Style.TERMINAL);
      assertEquals(plain(name), COLOURS.matcher(coloured).replaceAll(""));
    }
  }

  @Example
  void whatDestroysIsRed() {
    String coloured = PlanText.of(Plans.named("failover"), Style.TERMINAL);
    assertTrue(coloured.contains(Style.TERMINAL.bad("pg.promote(replica, fenced)")));
    assertTrue(
        coloured.contains(Style.TERMINAL.bad("POINT OF NO RETURN: a new timeline has begun")));
  }

  @Example
  void valuesThatAreKnownArePutIn() {
    Plan plan = Plans.of(Plans.text("failover"), Map.of("max_loss", "1GiB"));
    String text = PlanText.of(plan, Style.PLAIN);
    assertTrue(text.contains("at most 1GiB of writes would be lost"), text);
    assertTrue(text.lines().anyMatch(line -> line.contains("max_loss") && line.endsWith("given")));
  }

  @Example
  void theLastLineSumsUp() {
    String last = plain("failover").lines().reduce((first, second) -> second).orElseThrow();
    assertEquals(
        "2 scenarios, 4 steps: 1 reads, 2 mutate, 1 DESTROYS; 1 approval by dba; at most 48m10s",
        last);
  }

  @Example
  void aTextCannotSpeakToTheTerminal() {
    String evil = "\u001b]0;owned\u0007 \u202etxet";
    String text = Plans.text("failover").replace("See that it stays", evil);
    String shown = PlanText.of(Plans.of(text, Map.of()), Style.PLAIN);
    assertFalse(shown.contains("\u001b"));
    assertFalse(shown.contains("\u202e"));
    assertTrue(shown.contains("\\u{1b}]0;owned\\u{7} \\u{202e}txet"), shown);
  }

  @Property
  void wrappingKeepsEveryWord(
      @ForAll @StringLength(max = 80) String text, @ForAll @IntRange(min = 1, max = 40) int width) {
    List<String> rows = PlanTree.wrapped(text, width);
    assertEquals(text, String.join(" ", rows));
    for (String row : rows) {
      assertTrue(row.length() <= width || !row.strip().contains(" "), row);
    }
  }
}
