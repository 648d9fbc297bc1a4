package io.godel.runbook.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the runs that are remembered. */
public final class Runs {
  /** What the run that was begun last is called, besides its name. */
  public static final String LATEST = "latest";

  /** More names than these help nobody. */
  private static final int SHOWN_MAX = 6;

  private static final Comparator<RunFolder> NEWEST_FIRST =
      Comparator.comparing((RunFolder it) -> it.head().started())
          .thenComparing(RunFolder::run)
          .reversed();

  private Runs() {}

  /**
   * @param runs the newest first
   * @param problems of those that cannot be read, each a sentence
   */
  public record All(List<RunFolder> runs, List<String> problems) {
    public All {
      runs = List.copyOf(runs);
      problems = List.copyOf(problems);
    }
  }

  /** All that are remembered. */
  public static All all(StateHome home) throws StateException {
    List<RunFolder> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (Files.isDirectory(home.runs())) {
      for (Path folder : folders(home.runs())) {
        try {
          runs.add(RunFolder.open(folder));
        } catch (StateException damaged) {
          problems.add(damaged.getMessage());
        }
      }
    }
    runs.sort(NEWEST_FIRST);
    return new All(runs, problems);
  }

  private static List<Path> folders(Path runs) throws StateException {
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(RunFolder::isOne).sorted().toList();
    } catch (IOException refused) {
      throw new StateException(runs + " cannot be read: " + OwnFiles.why(refused), refused);
    }
  }

  /**
   * @param name its beginning, where no other run begins so, or {@link #LATEST}
   */
  public static RunFolder find(StateHome home, String name) throws StateException {
    List<RunFolder> all = all(home).runs();
    if (all.isEmpty()) {
      throw new StateException("there is no run yet");
    }
    if (name.equals(LATEST)) {
      return all.get(0);
    }
    List<RunFolder> found = all.stream().filter(it -> it.run().startsWith(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new StateException(
        found.isEmpty()
            ? "there is no run `%s`: there is %s".formatted(name, names(all))
            : "several runs begin with `%s`: %s".formatted(name, names(found)));
  }

  private static String names(List<RunFolder> runs) {
    String shown = String.join(", ", runs.stream().limit(SHOWN_MAX).map(RunFolder::run).toList());
    return runs.size() > SHOWN_MAX ? shown + ", …" : shown;
  }
}
