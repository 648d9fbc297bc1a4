package io.godel.runbook.lint.rules.flow;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Command;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import java.util.regex.Pattern;

/**
 * A merge patch replaces a list as a whole (RFC 7396): containers without an image, ports without
 * the others. A strategic merge patch, or an apply by the server, knows the elements by their keys.
 */
final class MergePatchOfList extends Rule {
  private static final Pattern MERGE = Pattern.compile("--type[= ]merge\\b");
  private static final Pattern LIST =
      Pattern.compile("\"(containers|initContainers|env|ports|volumes|volumeMounts)\"\\s*:\\s*\\[");

  MergePatchOfList() {
    super("L0313", Severity.ERROR, "a merge patch replaces a whole list");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    subject
        .outline()
        .everything()
        .filter(it -> Command.of(it, subject.known()).filter(c -> replaces(c.line())).isPresent())
        .forEach(
            it ->
                findings.add(
                    at(it.place(), "a merge patch replaces the list as a whole")
                        .help("use the action of `k8s` that changes one element of it")));
  }

  private static boolean replaces(String line) {
    return MERGE.matcher(line).find() && LIST.matcher(line).find();
  }
}
