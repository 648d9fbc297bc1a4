package io.godel.runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What people and tools read of a plan; {@code -Dgolden.rewrite=true} writes it anew. */
class PlanGoldenTest {
  private static final Map<String, Function<Plan, String>> FORMATS =
      Map.of(
          "plan.txt",
          plan -> PlanText.of(plan, Style.PLAIN),
          "plan.json",
          plan -> PlanJson.write(plan).toPrettyString() + "\n",
          "mmd",
          Mermaid::of,
          "dot",
          Dot::of);

  @TestFactory
  Stream<DynamicTest> everyFormatIsAsReviewed() {
    return Plans.NAMES.stream()
        .flatMap(
            name ->
                Stream.of("plan.txt", "plan.json", "mmd", "dot")
                    .map(format -> golden(name, format)));
  }

  private static DynamicTest golden(String name, String format) {
    String file = name + "." + format;
    return DynamicTest.dynamicTest(
        file, () -> compare(Plans.FOLDER.resolve(file), FORMATS.get(format).apply(plan(name))));
  }

  private static Plan plan(String name) {
    return Plans.of(
        Plans.typed(Plans.library(), "some/folder/" + name + ".runbook", Plans.text(name)),
        Map.of());
  }

  private static void compare(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, actual);
    }
    assertEquals(Files.readString(file), actual);
  }
}
