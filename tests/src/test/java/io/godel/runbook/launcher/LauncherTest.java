package io.godel.runbook.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code runbook}, in a copy of the built project whose path has a space in it. */
class LauncherTest {
  @TempDir Path folder;
  private BuiltCopy project;

  @BeforeEach
  void copy() throws IOException {
    assumeTrue(BuiltCopy.isPossible(), "the project is not packaged");
    project = BuiltCopy.into(folder.resolve("a b"));
  }

  @Test
  void runsFromAnyFolder() throws Exception {
    Launch launch = project.launch("--help").run(folder);
    assertEquals(0, launch.exitCode(), launch.err());
    assertTrue(launch.out().startsWith("Usage: runbook"), launch.out());
    assertEquals("", launch.err());
  }

  @Test
  void runsThroughLinksAndReadsFilesWhereItsCallerIs() throws Exception {
    Path first = folder.resolve("links/first");
    Files.createDirectories(first.getParent());
    Files.createSymbolicLink(first, Path.of("../a b/runbook"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("links/first"));
    Launch launch =
        project
            .launch("check", "database-failover.runbook")
            .through(second)
            .run(project.home().resolve("runbooks"));
    assertEquals(0, launch.exitCode(), launch.err());
    assertEquals("database-failover.runbook: ok\n", launch.out());
    assertEquals("", launch.err());
  }

  @Test
  void keepsAnArchiveOfClassesForTheNextStart() throws Exception {
    project.launch("--version").run(folder);
    assertEquals(1, archives());
    Launch again = project.launch("--version").run(folder);
    assertTrue(again.out().startsWith("runbook "), again.out());
    assertEquals("", again.err());
    assertEquals(1, archives());
  }

  @Test
  void keepsASmallerOneForChecks() throws Exception {
    String sample = project.home().resolve("runbooks/database-failover.runbook").toString();
    for (int time = 0; time < 2; time++) {
      Launch launch = project.launch("check", sample).run(folder);
      assertEquals(sample + ": ok\n", launch.out());
      assertEquals("", launch.err());
      assertEquals(1, archives());
    }
    project.launch("--version").run(folder);
    assertEquals(2, archives());
  }

  private long archives() throws IOException {
    try (Stream<Path> files = Files.list(project.target())) {
      return files.filter(file -> file.toString().endsWith(".archive")).count();
    }
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Launch launch = project.launch("--help").javaHome("").run(folder);
    assertEquals(4, launch.exitCode());
    assertTrue(launch.err().startsWith("runbook: there is no java on the PATH"), launch.err());
  }

  @Test
  void saysThatJavaIsTooOld() throws Exception {
    Path old = folder.resolve("old");
    BuiltCopy.script(old.resolve("bin/java"), "exit 1");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Launch launch = project.launch("--help").javaHome(old.toString()).run(folder);
    assertEquals(4, launch.exitCode());
    assertTrue(launch.err().contains("is version 11.0.2: Java 17 or newer"), launch.err());
  }

  @Test
  void saysThatThereIsNoMavenWhenASourceIsNewer() throws Exception {
    changeSource();
    Launch launch = project.launch("--help").run(folder);
    assertEquals(4, launch.exitCode());
    assertTrue(launch.err().contains("there is no mvn on the PATH"), launch.err());
  }

  @Test
  void printsWhyABuildFailedAndBuildsAgainTheNextTime() throws Exception {
    changeSource();
    project.tool("mvn", "echo '[ERROR] does not compile'; exit 1");
    for (int time = 0; time < 2; time++) {
      Launch launch = project.launch("--help").run(folder);
      assertEquals(4, launch.exitCode());
      assertEquals("", launch.out());
      assertTrue(launch.err().startsWith("runbook: building"), launch.err());
      assertTrue(launch.err().contains("[ERROR] does not compile"), launch.err());
      assertFalse(Files.exists(project.target().resolve("runbook.jar")));
    }
  }

  @Test
  void buildsOnceWhenASourceIsNewer() throws Exception {
    changeSource();
    project.tool("mvn", "echo \"$@\" >>../mvn-calls");
    for (int time = 0; time < 2; time++) {
      Launch launch = project.launch("--version").run(folder);
      assertEquals(0, launch.exitCode(), launch.err());
      assertEquals(time == 0, launch.err().startsWith("runbook: building"), launch.err());
    }
    assertEquals(1, Files.readAllLines(folder.resolve("mvn-calls")).size());
  }

  /** One second after the build, which began long ago. */
  private void changeSource() throws IOException {
    Instant built = Instant.now().minusSeconds(60);
    Files.setLastModifiedTime(project.stamp(), FileTime.from(built));
    Files.setLastModifiedTime(project.target().resolve("runbook.jar"), FileTime.from(built));
    Files.setLastModifiedTime(
        project.home().resolve("grammar/pom.xml"), FileTime.from(built.plusSeconds(1)));
  }
}
