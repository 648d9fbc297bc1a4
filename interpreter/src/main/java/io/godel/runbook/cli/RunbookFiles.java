package io.godel.runbook.cli;

import io.godel.runbook.project.Project;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runbooks that a command is about: files, and folders with all that lies in them. */
final class RunbookFiles {
  /** A tree of folders that is deeper is no tree of runbooks. */
  private static final int DEPTH_MAX = 32;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Runbooks, or folders of them.")
  List<Path> given;

  /** In the order of the command line; in a folder by name. */
  List<Path> paths() {
    Set<Path> found = new LinkedHashSet<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        found.addAll(inside(path));
      } else {
        found.add(path);
      }
    }
    return List.copyOf(found);
  }

  private List<Path> inside(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          all.filter(path -> path.toString().endsWith(Project.SUFFIX))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "there is no *" + Project.SUFFIX + " in " + folder);
      }
      return files;
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      throw new ParameterException(spec.commandLine(), folder + " cannot be read", unreadable);
    }
  }
}
