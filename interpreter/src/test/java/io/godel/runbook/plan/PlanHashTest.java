package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.sql.ParsedSql;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash speaks of what will be done: it changes when that changes, and only then. */
class PlanHashTest {
  private static final String TEXT = Plans.text("failover");

  private static String hash(String text) {
    return Plans.of(text, Map.of()).hash();
  }

  @Test
  void commentsAndLayoutMeanNothing() {
    String loose =
        TEXT.replace("{\n", "{\n\n  // a remark\n")
            .replace(" <= ", "\n          <=   ")
            .replace("not answers and", "not answers // we looked\n and")
            .replace("  /// ", "    ///   ");
    assertNotEquals(TEXT, loose);
    assertEquals(hash(TEXT), hash(loose));
  }

  @Test
  void metadataAndDrillsAreNotPartOfAPlan() {
    String more = TEXT.replace("  param namespace", "  owner \"a@example.com\"\n  param namespace");
    assertEquals(hash(TEXT), hash(more));
  }

  @Test
  void theFolderMeansNothing() {
    Plan here = Plans.of(Plans.typed(Plans.library(), "a/failover.runbook", TEXT), Map.of());
    Plan there = Plans.of(Plans.typed(Plans.library(), "C:\\x\\failover.runbook", TEXT), Map.of());
    assertEquals(PlanJson.write(here).toString(), PlanJson.write(there).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16MiB | 17MiB",
        "replicas: 0 | replicas: 1",
        "within 2m every 5s | within 2m1s every 5s",
        "by \"dba\" | by another \"dba\"",
        "within 10m else abort | within 10m else use blip",
        "<= max_loss | < max_loss",
        "a new timeline has begun | a new  timeline has begun",
        "The primary is lost | The primary is gone",
        "set.replicas | set.ready_replicas",
        "state.in_recovery | not state.in_recovery",
        "with before | ",
      })
  void everyMeaningCounts(String before, String after) {
    assertTrue(TEXT.contains(before), before);
    String changed = TEXT.replace(before, after == null ? "" : after);
    assertNotEquals(hash(TEXT), hash(changed));
  }

  @Test
  void aValueCountsAndNotWhoGaveIt() {
    String given = Plans.of(TEXT, Map.of("max_loss", "16MiB")).hash();
    assertEquals(hash(TEXT), given);
    assertNotEquals(given, Plans.of(TEXT, Map.of("max_loss", "15MiB")).hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "touches candidate | touches candidate touches fenced",
        "decided by not in_recovery(candidate) | decided by answers(candidate)",
        "fresh 15m | fresh 16m",
        "needs postgres \"EXECUTE pg_promote\" | needs postgres \"EXECUTE promote\"",
        "affects 1 servers | affects 2 servers",
        "about proof | ",
      })
  void whatTheLibraryMeansCounts(String before, String after) {
    Library changed = library("pg", before, after == null ? "" : after);
    assertNotEquals(
        hash(TEXT), Plans.of(Plans.typed(changed, "test.runbook", TEXT), Map.of()).hash());
  }

  @Test
  void whatTheLibraryMeansElsewhereDoesNot() {
    Library changed = library("redis", "timeout 30s", "timeout 29s");
    Library remarked = library("pg", "/// Makes a primary of a replica.", "/// Promotes.");
    for (Library library : List.of(changed, remarked)) {
      assertEquals(
          hash(TEXT), Plans.of(Plans.typed(library, "test.runbook", TEXT), Map.of()).hash());
    }
  }

  /** What a composed action stands for counts as well. */
  @Test
  void whatAComposedActionStandsForCounts() {
    Library changed =
        library("k8s", "= not exists(object)", "= not exists(object) and not exists(object)");
    assertNotEquals(
        hash(TEXT), Plans.of(Plans.typed(changed, "test.runbook", TEXT), Map.of()).hash());
  }

  private static Library library(String module, String before, String after) {
    List<FileTree> files = new ArrayList<>();
    for (String name : StandardLibrary.MODULES) {
      String text = StandardLibrary.source(name).text();
      String changed = name.equals(module) ? text.replace(before, after) : text;
      files.add(Parser.parse(new SourceFile("stdlib/" + name + ".runbook", changed)).tree());
    }
    Parsed<Library> library = Checker.library(files, new ParsedSql());
    assertEquals(List.of(), library.diagnostics());
    return library.tree();
  }
}
