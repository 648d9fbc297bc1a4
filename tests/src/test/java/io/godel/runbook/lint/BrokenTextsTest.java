package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules look at texts with mistakes in them too, and none of them is surprised. */
final class BrokenTextsTest {
  private static final int CHANGES = 100;
  private static final Pattern WORD = Pattern.compile("[a-z_0-9.]+|\"[^\"\n]*\"");

  private static final Linter LINTER =
      new Linter(
          new Project(),
          configuration -> AllRules.list(),
          new Configurations(
              AllRules.list().stream().map(Rule::id).toList(),
              Optional.of(Path.of("tests/src/test/resources/lint/house.yaml"))),
          new FileInventories(List.of(Path.of("tests/src/test/resources/lint/manifests"))),
          LocalDate.of(2026, 11, 25));

  @TempDir Path folder;

  private static List<Path> texts(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(Project.SUFFIX)).sorted().toList();
    }
  }

  @Test
  void everyTextOfTheTestsIsAnswered() throws IOException {
    List<Path> all = new ArrayList<>(texts("tests/src/test/resources"));
    all.addAll(texts("grammar/src/test/resources"));
    all.addAll(texts("interpreter/src/test/resources"));
    assertTrue(all.size() > 200, () -> "only " + all.size());
    LINTER.lint(all);
  }

  /** A word in the place of another one keeps most of the grammar and breaks most of the sense. */
  @Test
  void wordsThatStandInEachOthersPlaceAreAnswered() throws IOException {
    Random random = new Random(4);
    for (Path text : texts("runbooks")) {
      String whole = Files.readString(text);
      List<int[]> words = words(whole);
      List<Path> changed = new ArrayList<>();
      for (int i = 0; i < CHANGES; i++) {
        int[] place = words.get(random.nextInt(words.size()));
        int[] other = words.get(random.nextInt(words.size()));
        String mixed =
            whole.substring(0, place[0])
                + whole.substring(other[0], other[1])
                + whole.substring(place[1]);
        changed.add(Files.writeString(folder.resolve(i + Project.SUFFIX), mixed));
      }
      LINTER.lint(changed);
    }
  }

  private static List<int[]> words(String text) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    return words;
  }
}
