package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same text, parameters and library give the same plan, byte for byte. */
class PlanDeterminismTest { // guarantee 2
  @Test
  void twiceInOneProgram() {
    assertEquals(PlanPrinter.everything(Plans.FOLDER), PlanPrinter.everything(Plans.FOLDER));
  }

  /** Another program has another order of its hash tables and other identity hashes. */
  @Test
  void inAnotherProgramToo() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UnlockExperimentalVMOptions",
                    "-XX:hashCode=2",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    PlanPrinter.class.getName(),
                    Plans.FOLDER.toAbsolutePath().toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertEquals(PlanPrinter.everything(Plans.FOLDER), printed);
    }
  }
}
