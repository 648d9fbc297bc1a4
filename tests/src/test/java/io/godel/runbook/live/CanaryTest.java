package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password is in no stream and in no file of any command, wherever it comes from. */
final class CanaryTest { // guarantee 12
  private static final String FAILOVER = "runbooks/database-failover.runbook";
  private static final String WRONG = "canary-wrong/+7";

  @TempDir Path folder;
  private LivePlatform platform;
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void open() throws Exception {
    platform = new LivePlatform(folder, "healthy", 20);
    environment.putAll(platform.environment());
    platform.losePrimary();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  /** Every command that meets the target, those that it refuses among them. */
  private void everyCommandKeepsQuiet() throws IOException {
    String target = platform.profile().toString();
    List<Ran> all = new ArrayList<>();
    for (String format : List.of("text", "json", "junit")) {
      all.add(ran("observe", FAILOVER, "--target", target, "--format", format));
    }
    all.add(ran("rbac", FAILOVER, "--target", target));
    all.add(ran("rbac", FAILOVER, "--target", target, "--check"));
    all.add(ran("lint", FAILOVER, "--target", target, "--inventory", "live"));
    all.add(ran("run", FAILOVER, "--target", target, "--dry-run"));
    // Nobody is there to be asked: what was done is taken back.
    all.add(ran("run", FAILOVER, "--target", target));
    all.add(ran("run", FAILOVER, "--target", target, "--param", "max_lag=nonsense"));
    all.add(ran("runs"));
    all.add(ran("runs", "--json"));
    all.add(ran("show", "latest"));
    all.add(ran("show", "latest", "--json"));
    all.add(ran("next", "latest"));
    all.add(ran("next", FAILOVER, "--by-hand", "--target", target));
    all.add(ran("resume", "latest", "--target", target));
    all.add(ran("abort", "latest", "--target", target));
    all.forEach(each -> quiet(each.all(), each.all()));
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        quiet(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
      }
    }
  }

  private Ran ran(String... args) {
    return Ran.with(environment, args);
  }

  private static void quiet(String text, String where) {
    for (String secret : List.of(LivePlatform.PASSWORD, WRONG)) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      assertFalse(text.contains(secret), where);
      assertFalse(text.contains(Base64.getEncoder().encodeToString(bytes)), where);
      assertFalse(text.contains(URLEncoder.encode(secret, StandardCharsets.UTF_8)), where);
    }
  }

  private void passwordIs(String how) throws IOException {
    String text = Files.readString(platform.profile());
    Files.writeString(
        platform.profile(), text.replace("    password: {env: GODEL_PASSWORD}\n", how));
  }

  @Test
  void ofTheEnvironment() throws IOException {
    everyCommandKeepsQuiet();
    assertTrue(ran("runs").out().contains("database_failover"), "a run was made");
  }

  @Test
  void thatIsWrong() throws IOException {
    environment.put("GODEL_PASSWORD", WRONG);
    everyCommandKeepsQuiet();
  }

  @Test
  void ofASecretOfTheCluster() throws Exception {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret").put("type", "Opaque");
    secret.withObject("/metadata").put("name", "postgres").put("namespace", "godel");
    byte[] bytes = LivePlatform.PASSWORD.getBytes(StandardCharsets.UTF_8);
    secret.withObject("/data").put("password", Base64.getEncoder().encodeToString(bytes));
    platform.lab.keep("", "secrets", secret);
    passwordIs("    password: {secret: postgres, key: password}\n");
    environment.remove("GODEL_PASSWORD");
    everyCommandKeepsQuiet();
    assertTrue(ran("runs").out().contains("database_failover"), "a run was made");
  }

  @Test
  void ofTheFileOfPasswords() throws Exception {
    Path file = folder.resolve(".pgpass");
    Files.writeString(file, "*:*:*:*:" + LivePlatform.PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    passwordIs("");
    environment.remove("GODEL_PASSWORD");
    everyCommandKeepsQuiet();
    assertTrue(ran("runs").out().contains("database_failover"), "a run was made");
  }
}
