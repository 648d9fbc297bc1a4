package io.godel.runbook.backend.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.live.Place;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.yaml.YamlReader;
import io.godel.runbook.yaml.YamlTree;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a target profile says of stores, and what is wrong with it. */
class BackupProfileTest {
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private static YamlTree tree(String yaml) {
    return YamlReader.read(new SourceFile("target.yaml", yaml)).tree().orElseThrow();
  }

  private Map<String, BackupProfile.Store> read(String yaml) {
    PostgresProfile servers =
        PostgresProfile.read(tree("scratch: {host: db, port: 5433}"), "godel", diagnostics);
    return BackupProfile.read(tree(yaml), "godel", servers, diagnostics).stores();
  }

  private List<String> messages() {
    return diagnostics.stream().map(Diagnostic::message).toList();
  }

  @Test
  void aStoreIsAFolderHereOrInAPod() {
    Map<String, BackupProfile.Store> stores =
        read(
            """
            nightly: {folder: /backups, pattern: "godel-*.dump", trial: scratch, zone: Europe/Berlin}
            inside: {folder: /backups, pod: postgres-0, owner: true}
            other: {folder: /b, trial: {postgres: {host: elsewhere}}}
            """);
    assertEquals(List.of(), messages());
    BackupProfile.Store nightly = stores.get("nightly");
    assertEquals("godel-*.dump", nightly.pattern());
    assertEquals(ZoneId.of("Europe/Berlin"), nightly.zone());
    assertEquals(new Place.Address("db", 5433), nightly.trial().orElseThrow().place());
    assertEquals(
        Optional.of(new BackupProfile.Pod("godel", "postgres-0")), stores.get("inside").pod());
    assertEquals(
        new Place.Address("elsewhere", 5432), stores.get("other").trial().orElseThrow().place());
  }

  @Test
  void whatIsWrongIsTold() {
    read("a: {folder: here}\nb: {}\nc: {folder: /b, trial: none, zone: Nowhere}");
    assertEquals(
        List.of(
            "this has to be a path from the root",
            "`folder` is missing here",
            "this has to be a time zone, as Europe/Berlin",
            "the section postgres has no server `none`"),
        messages());
  }

  @Test
  void aProgramIsNamedByItsPath() {
    assertEquals(
        new Programs(Optional.of("/opt/pg/bin/pg_restore")),
        Programs.read(tree("pg_restore: /opt/pg/bin/pg_restore"), diagnostics));
    assertEquals(List.of(), messages());
  }
}
