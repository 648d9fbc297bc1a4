package io.godel.runbook.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one run of the launcher gave. */
record Launch(int exitCode, String out, String err) {
  private static final long SECONDS_MAX = 300;

  /**
   * A run to be.
   *
   * @param javaHome empty for none
   */
  record Request(Path script, Path tools, String javaHome, List<String> arguments) {

    Request through(Path link) {
      return new Request(link, tools, javaHome, arguments);
    }

    Request javaHome(String other) {
      return new Request(script, tools, other, arguments);
    }

    Launch run(Path folder) throws IOException, InterruptedException {
      Path out = Files.createTempFile(tools, "run", ".out");
      Path err = Files.createTempFile(tools, "run", ".err");
      List<String> command = new ArrayList<>();
      command.add(script.toString());
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", tools.toString());
      if (!javaHome.isEmpty()) {
        builder.environment().put("JAVA_HOME", javaHome);
      }
      Process process = builder.start();
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher did not end");
      }
      return new Launch(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }
}
