package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.KilledRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The live failover is killed and resumed, and the world is then as without a kill (guarantee 3).
 *
 * <p>In every build at each point around an acting call; with the profile {@code kill} at every
 * point that there is.
 */
final class KilledAtEveryPointTest {
  private static final boolean EVERYWHERE = Boolean.getBoolean("kill.everywhere");
  private static final String POINT = "POINT ";

  /** Before and after the record that opens the journal, and before the one that starts the run. */
  private static final int RECORDS_BEFORE_IT_BEGINS = 3;

  @TempDir Path folder;

  /** What a run left behind. */
  private record After(
      String ending, boolean promoted, String timeline, String rows, String host, long replicas) {}

  private static List<String> child(LivePlatform platform, String what, int killAt)
      throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            platform.folder.toString(),
            what,
            Integer.toString(killAt));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(platform.environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().toList();
  }

  private static String ending(List<String> said) {
    return said.stream()
        .filter(line -> line.startsWith("END "))
        .findFirst()
        .orElse("none: " + said);
  }

  private LivePlatform platform(String name) throws Exception {
    LivePlatform platform =
        new LivePlatform(Files.createDirectory(folder.resolve(name)), "healthy", 30);
    platform.losePrimary();
    return platform;
  }

  private static After after(LivePlatform platform, List<String> said) throws Exception {
    boolean promoted = platform.replica.ask("godel", "SELECT pg_is_in_recovery()").equals("f");
    return new After(
        ending(said),
        promoted,
        promoted
            ? platform.replica.ask(
                "godel", "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")
            : "none of its own",
        platform.replica.ask("godel", "SELECT count(*) FROM orders"),
        platform.configured("DATABASE_HOST"),
        platform.replicas("postgres"));
  }

  private static long restarts(LivePlatform platform) {
    return platform.lab.written().stream()
        .filter(line -> line.endsWith("/deployments/godel-api"))
        .count();
  }

  @Test
  void whereverItIsKilledTheResumedRunEndsAsIfItHadNotBeen() throws Exception { // pains 8 and 14
    List<String> points = new ArrayList<>();
    After whole;
    try (LivePlatform platform = platform("whole")) {
      List<String> said = child(platform, "run", 0);
      said.stream().filter(line -> line.startsWith(POINT)).forEach(points::add);
      whole = after(platform, said);
      assertTrue(whole.ending().startsWith("END RECOVERED"), whole.ending());
      assertEquals(1, restarts(platform));
    }
    List<Integer> chosen = chosen(points);
    long twice = 0;
    for (int point : chosen) {
      try (LivePlatform platform = platform("point-" + point)) {
        child(platform, "run", point);
        List<String> said = child(platform, "resume", 0);
        if (point <= RECORDS_BEFORE_IT_BEGINS && platform.lab.written().isEmpty()) {
          // There was no run yet that could go on: it is begun anew.
          said = child(platform, "run", 0);
        }
        String where = points.get(point - 1) + "\n" + String.join("\n", said);
        assertEquals(whole, after(platform, said), where);
        twice += Math.max(0, restarts(platform) - 1);
      }
    }
    System.out.printf(
        "killed at %d of %d points, %d acting calls made twice that must not be%n",
        chosen.size(), points.size(), twice);
    assertEquals(0, twice);
  }

  private static List<Integer> chosen(List<String> points) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (EVERYWHERE || points.get(i).contains(" the call ")) {
        chosen.add(i + 1);
      }
    }
    return chosen;
  }
}
