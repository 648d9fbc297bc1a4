package io.godel.runbook.lint;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.lint.rules.AllRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of texts that are linted. */
record LintFolder(Path folder) {
  /** With one finding: a value that is never used. */
  static final String UNUSED =
      """
      use k8s

      runbook example "An example" {
        owner "platform@example.com"

        let api = k8s.deployment("godel-api", in: "godel")

        scenario restart "The API hangs" {
          step restart "Restart the API" {
            let before = api.replicas
            do     k8s.rollout_restart(api)
            verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
            undo keep because "a restart cannot be taken back"
          }
        }

        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  /** The rules of these tests: others may come and find more. */
  static final String ONLY_UNUSED = "L0307";

  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A configuration in which every rule is off but these. */
  Path only(String... codes) throws IOException {
    return write(ConfigFile.NAME, onlyText(codes) + "\n");
  }

  static String onlyText(String... codes) {
    List<String> lines = new ArrayList<>(List.of("rules:"));
    List<String> kept = List.of(codes);
    AllRules.list().stream()
        .map(Rule::id)
        .filter(id -> !kept.contains(id) && !id.startsWith("L00"))
        .forEach(id -> lines.add("  " + id + ": \"off\""));
    return String.join("\n", lines);
  }

  Ran lint(String... options) {
    List<String> args = new ArrayList<>(List.of("lint"));
    args.addAll(List.of(options));
    args.add(folder.toString());
    return Ran.runbook(args.toArray(String[]::new));
  }
}
