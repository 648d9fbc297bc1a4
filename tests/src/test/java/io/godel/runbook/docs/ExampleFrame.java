package io.godel.runbook.docs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes a whole program of an example that is only a piece of one.
 *
 * @param settings the names that every piece may use
 * @param whole the complete runbook that drills belong to
 */
record ExampleFrame(String settings, String whole) {
  private static final String RECOVERED =
      "recovered { verify \"it is ready\" k8s.ready(api) within 1m every 5s }\n";

  static ExampleFrame of(List<Page.Example> examples) {
    return new ExampleFrame(
        only(examples, List.of("frame")).text(), only(examples, List.of()).text());
  }

  private static Page.Example only(List<Page.Example> examples, List<String> kind) {
    return examples.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
  }

  String program(Page.Example example) {
    String text = example.text();
    if (example.kind().contains("frame")) {
      return runbook(scenario(""));
    }
    return switch (example.after("fragment")) {
      case "" -> text;
      case "runbook" -> runbook(text + (text.contains("scenario ") ? "" : scenario("")));
      case "scenario" -> runbook(scenario(text));
      case "step" -> runbook(scenario("step worked \"It is done\" {\n" + text + "}\n"));
      case "expression" -> runbook(scenario(values(text)));
      case "drill" -> whole.stripTrailing().replaceAll("}$", "") + text + "}\n";
      case "module" -> "module example {\n" + text + "}\n";
      default -> throw new AssertionError("no such example: " + example.kind());
    };
  }

  private String runbook(String items) {
    return "use k8s, pg, net, http, prom, backup, redis, notify\n"
        + "runbook example \"Example\" {\n"
        + settings
        + items
        + (items.contains("recovered {") ? "" : RECOVERED)
        + "}\n";
  }

  private static String scenario(String body) {
    return "scenario example \"Example\" {\n" + body + "}\n";
  }

  private static String values(String expressions) {
    List<String> lines = expressions.lines().filter(line -> !line.isBlank()).toList();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> "let value" + i + " = " + lines.get(i) + "\n")
        .collect(Collectors.joining());
  }
}
