package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a house can say to the linter: weights, suppressions, baselines, policies. */
final class LintCommandTest {
  private static final String LET = "      let before = api.replicas\n";

  @TempDir Path path;
  private LintFolder folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    folder = new LintFolder(path);
    folder.only(LintFolder.ONLY_UNUSED);
    file = folder.write("example.runbook", LintFolder.UNUSED);
  }

  private static void assertFound(String code, int exitCode, Ran ran) {
    assertTrue(ran.out().contains("[" + code + "]"), ran.all());
    assertEquals(exitCode, ran.exitCode(), ran.all());
  }

  private static void assertClean(Ran ran) {
    assertTrue(ran.out().endsWith(": ok\n"), ran.all());
    assertEquals(0, ran.exitCode(), ran.all());
  }

  @Test
  void warningsDoNotFailAndCanBeCounted() {
    assertFound("L0307", 0, folder.lint());
    assertFound("L0307", 0, folder.lint("--max-warnings", "1"));
    Ran ran = folder.lint("--max-warnings", "0");
    assertFound("L0307", 3, ran);
    assertEquals("error: 1 warnings, and at most 0 are allowed\n", ran.err());
  }

  @Test
  void theNearestConfigurationWinsAndOthersAddToIt() throws IOException {
    Path below = folder.write("deep/example.runbook", LintFolder.UNUSED);
    Files.delete(file);
    folder.write("deep/.runbook-lint.yaml", "rules: {L0307: error}\n");
    assertFound("L0307", 3, folder.lint());
    folder.write("deep/.runbook-lint.yaml", "rules: {L0307: \"off\"}\n");
    assertClean(folder.lint());
    folder.write("deep/.runbook-lint.yaml", "root: true\nrules: {L0307: note}\n");
    assertTrue(folder.lint().out().contains("note[L0307]"), below.toString());
  }

  @Test
  void aGlobWeighsForSomeFilesAlone() throws IOException {
    folder.write("drafts/example.runbook", LintFolder.UNUSED);
    folder.write(
        ConfigFile.NAME,
        LintFolder.onlyText("L0307")
            + "\npaths:\n  - match: drafts/**\n    rules: {L0307: error}\n");
    Ran ran = folder.lint();
    assertTrue(ran.out().contains("error[L0307]"), ran.out());
    assertTrue(ran.out().contains("warning[L0307]"), ran.out());
    assertTrue(ran.out().endsWith("1 error, 1 warning in 2 files\n"), ran.out());
  }

  @Test
  void aConfigurationWithMistakesIsToldAndNothingElse() throws IOException {
    Path config = folder.write(ConfigFile.NAME, "rules: {L9999: error}\nrole: [dba]\n");
    Ran ran = folder.lint();
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("`L9999` is no key here"), ran.err());
    assertTrue(ran.err().contains("did you mean `roles`?"), ran.err());
    assertTrue(ran.err().contains(config + ":1:9"), ran.err());
    assertEquals(3, ran.exitCode());
  }

  @Test
  void theSchemaOfTheConfigurationIsThatOfTheProgram() throws IOException {
    Schema schema;
    try (InputStream in = ConfigFile.class.getResourceAsStream("/schema/lint-config.schema.json")) {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
    String right =
        """
        root: true
        rules: {L0307: note, house.two_approvals: error}
        paths: [{match: "drafts/**", rules: {L0307: "off"}}]
        roles: [dba, sre]
        longest: {critical: 1h30m}
        inventory: []
        policies: []
        """;
    assertEquals(List.of(), schema.validate(right, InputFormat.YAML));
    folder.write(ConfigFile.NAME, right);
    assertEquals("", folder.lint().err());
    for (String wrong :
        List.of(
            "rules: {L0307: loud}",
            "rule: {}",
            "root: maybe",
            "longest: {critical: soon}",
            "paths: [{rules: {}}]",
            "roles: dba")) {
      assertTrue(!schema.validate(wrong, InputFormat.YAML).isEmpty(), wrong);
      folder.write(ConfigFile.NAME, wrong + "\n");
      assertEquals(3, folder.lint().exitCode(), wrong);
    }
  }

  @Test
  void aFindingStandsWhereAReasonIsGiven() throws IOException {
    folder.write(file.getFileName().toString(), allowed("// allow L0307: for the auditors"));
    assertClean(folder.lint());
    String behind = LET.stripTrailing() + " // allow L0307: for the auditors\n";
    folder.write(file.getFileName().toString(), LintFolder.UNUSED.replace(LET, behind));
    assertClean(folder.lint());
  }

  private static String allowed(String comment) {
    return LintFolder.UNUSED.replace(LET, "      " + comment + "\n" + LET);
  }

  @Test
  void aSuppressionHasToBeUnderstood() throws IOException {
    for (String wrong :
        List.of(
            "// allow L0307",
            "// allow L0307:",
            "// allow L0307 until soon: for the auditors",
            "// allow L9999: for the auditors")) {
      folder.write(file.getFileName().toString(), allowed(wrong));
      assertFound("L0001", 3, folder.lint());
    }
    folder.write(file.getFileName().toString(), allowed("// allow them to finish"));
    assertFound("L0307", 0, folder.lint());
  }

  @Test
  void fixMendsAndKeepsEveryOtherByte() throws IOException {
    Ran ran = folder.lint("--fix");
    assertClean(ran);
    assertEquals(file + ": 1 fix\n", ran.err());
    assertEquals(LintFolder.UNUSED.replace(LET, ""), Files.readString(file));
  }

  @Test
  void aBaselineHidesWhatWasThereAndNothingNew() throws IOException {
    Path baseline = path.resolve("baseline.json");
    Ran written = folder.lint("--write-baseline", baseline.toString());
    assertEquals(baseline + ": 1 finding\n", written.out());
    assertClean(folder.lint("--baseline", baseline.toString()));
    folder.write(
        "example.runbook",
        LintFolder.UNUSED.replace(LET, LET + "      let other = api.ready_replicas\n"));
    Ran ran = folder.lint("--baseline", baseline.toString());
    assertTrue(ran.out().contains("`other`") && !ran.out().contains("`before`"), ran.out());
    Files.writeString(baseline, "{}");
    assertEquals(2, folder.lint("--baseline", baseline.toString()).exitCode());
  }

  @Test
  void onlyWhatHasChangedSinceARevision() throws Exception {
    git("init", "-q");
    git("add", "example.runbook");
    git("-c", "user.name=n", "-c", "user.email=n@example.com", "commit", "-qm", "one");
    folder.write("new.runbook", LintFolder.UNUSED.replace("before", "newer"));
    Ran ran = Ran.runbook("lint", "--changed-since", "no-such-revision", path.toString());
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().startsWith("error: --changed-since: "), ran.err());
    Ran changed = Ran.runbook("lint", "--changed-since", "HEAD", path.toString());
    assertTrue(
        changed.out().contains("`newer`") && !changed.out().contains("`before`"), changed.all());
  }

  private void git(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", path.toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  @Test
  void aHouseWritesItsPoliciesInTheLanguage() throws IOException {
    folder.write("house.runbook.txt", "");
    Path policy =
        folder.write(
            "policies/house.runbook",
            """
            use lint

            /// What this house asks of every runbook.
            module house {
              /// Every step that acts in production has two approvals, of two people.
              action two_approvals(work: lint.Step) -> Bool =
                not any(act in work.acts where act.namespace == "godel")
                  or size(work.approvals) >= 2 and any(it in work.approvals where it.by_another)

              /// A runbook that can be critical says whom it wakes.
              action somebody(whole: lint.Runbook) -> Bool = size(whole.contacts) > 0

              /// Nothing is tried more than three times.
              action patience(act: lint.Act) -> Bool = act.retries <= 3
            }
            """);
    folder.write(
        ConfigFile.NAME,
        LintFolder.onlyText()
            + "\n  house.somebody: warning\npolicies: [policies/house.runbook]\n");
    Ran ran = Ran.runbook("lint", file.toString());
    assertTrue(
        ran.out().contains("error[house.two_approvals]: Every step that acts in production"),
        ran.all());
    assertTrue(ran.out().contains("warning[house.somebody]: A runbook"), ran.all());
    assertTrue(!ran.out().contains("house.patience"), ran.out());
    assertEquals(3, ran.exitCode());
    Files.writeString(policy, Files.readString(policy).replace("work.acts", "work.act"));
    Ran wrong = Ran.runbook("lint", file.toString());
    assertTrue(wrong.err().contains("policies/house.runbook:"), wrong.all());
    assertEquals(3, wrong.exitCode());
  }
}
