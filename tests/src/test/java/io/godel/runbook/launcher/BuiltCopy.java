package io.godel.runbook.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the launcher needs of the project, copied to another place, and a search path on which there
 * is neither Java nor Maven.
 */
record BuiltCopy(Path home, Path tools) {
  private static final Path PROJECT = project(Path.of("").toAbsolutePath());
  private static final Path TARGET = Path.of("interpreter/target");

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "dirname",
          "find",
          "flock",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "touch");

  /** The folder above, or the same one, that the launcher lies in. */
  private static Path project(Path folder) {
    return Files.isRegularFile(folder.resolve("runbook")) ? folder : project(folder.getParent());
  }

  static boolean isPossible() {
    return Files.exists(PROJECT.resolve(TARGET).resolve("runbook.jar"));
  }

  static BuiltCopy into(Path home) throws IOException {
    for (String part :
        List.of(
            "runbook",
            "pom.xml",
            "linker/pom.xml",
            "grammar/pom.xml",
            "stdlib/pom.xml",
            "interpreter/pom.xml",
            "interpreter/target/runbook.jar",
            "interpreter/target/lib",
            "runbooks")) {
      copy(PROJECT.resolve(part), home.resolve(part));
    }
    for (String module : List.of("linker", "grammar", "stdlib", "interpreter")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
    }
    Path tools = Files.createDirectory(home.resolveSibling("tools"));
    for (String tool : TOOLS) {
      Path real = Path.of("/usr/bin", tool);
      if (Files.exists(real)) {
        script(tools.resolve(tool), "exec " + real + " \"$@\"");
      }
    }
    BuiltCopy copy = new BuiltCopy(home, tools);
    Files.createFile(copy.stamp());
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(
            each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Puts a program of that name on the search path. */
  void tool(String name, String body) throws IOException {
    script(tools.resolve(name), body);
  }

  static void script(Path path, String body) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path target() {
    return home.resolve(TARGET);
  }

  /** What the launcher takes for the time of the build. */
  Path stamp() {
    return target().resolve("launcher.stamp");
  }

  Launch.Request launch(String... arguments) {
    return new Launch.Request(
        home.resolve("runbook"), tools, System.getProperty("java.home"), List.of(arguments));
  }
}
