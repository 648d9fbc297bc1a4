package io.godel.runbook.lint.rules.safety;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Known;
import io.godel.runbook.lint.Moment;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What was deleted can be made again only from what was saved of it before. */
final class DeletedWithoutManifest extends Rule {
  private static final Set<String> DELETIONS = Set.of("k8s.delete");

  DeletedWithoutManifest() {
    super("L0106", Severity.ERROR, "an object is deleted whose manifest nobody has saved");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Outline outline = subject.outline();
    for (Outline.Response response : outline.responses()) {
      for (Moment act : response.acts()) {
        Moment.Call call = act.call().orElseThrow();
        if (DELETIONS.contains(call.action().qualifiedName())
            && !isSaved(outline, response, act, call.arguments().get(0), subject.known())) {
          findings.add(
              at(act.place(), "nothing has saved the manifest of what this deletes")
                  .help(
                      "before it: `let saved = k8s.manifest(…)`; in the undo: `do k8s.apply(saved, of: …)`"));
        }
      }
    }
  }

  private static boolean isSaved(
      Outline outline, Outline.Response response, Moment act, Term object, Known known) {
    return Stream.of(outline.settings(), outline.assess(), response.course())
        .flatMap(List::stream)
        .filter(it -> it.dominates(act))
        .flatMap(it -> it.value().stream())
        .flatMap(value -> known.looks(value).stream())
        .filter(look -> look.action().qualifiedName().equals("k8s.manifest"))
        .anyMatch(look -> known.same(look.arguments().get(0), object));
  }
}
