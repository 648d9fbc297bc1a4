package io.godel.runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of runs lies where it belongs, and is for its owner alone. */
class StateHomeTest {
  @TempDir Path folder;

  private static Path folder(Map<String, String> environment) {
    return StateHome.of(environment, Path.of("/home/ann")).folder();
  }

  @Test
  void liesWhereTheSpecificationSays() {
    Path standard = Path.of("/home/ann/.local/state/runbook");
    assertEquals(standard, folder(Map.of()));
    assertEquals(standard, folder(Map.of("XDG_STATE_HOME", "")));
    assertEquals(standard, folder(Map.of("XDG_STATE_HOME", "not/absolute")));
    assertEquals(Path.of("/var/x/runbook"), folder(Map.of("XDG_STATE_HOME", "/var/x")));
  }

  @Test
  void isForItsOwnerAlone() throws StateException, IOException {
    StateHome home = new StateHome(folder.resolve("state/runbook"));
    home.open();
    home.open();
    OwnFiles.write(home.runs().resolve("x"), "text");
    for (Path each : new Path[] {home.folder(), home.runs(), home.locks(), home.plans()}) {
      assertEquals("rwx------", permissions(each));
    }
    assertEquals("rw-------", permissions(home.runs().resolve("x")));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void isRefusedWhereOthersCanWrite() throws StateException, IOException {
    StateHome home = new StateHome(folder.resolve("runbook"));
    home.open();
    for (String open : new String[] {"rwx-w----", "rwxr-x-w-"}) {
      Files.setPosixFilePermissions(home.runs(), PosixFilePermissions.fromString(open));
      StateException refused = assertThrows(StateException.class, home::open);
      assertTrue(refused.getMessage().endsWith("`chmod 700 " + home.runs() + "`"), open);
    }
  }

  @Test
  void saysWhyItCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    StateException refused =
        assertThrows(StateException.class, () -> new StateHome(file.resolve("runbook")).open());
    assertTrue(refused.getMessage().contains("cannot be used"), refused.getMessage());
  }
}
