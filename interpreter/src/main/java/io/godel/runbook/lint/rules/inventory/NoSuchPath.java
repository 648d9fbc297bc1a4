package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.WorkloadObject;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file system of a pod is that of its image and its volumes: what lies on somebody's machine,
 * or in another pod, is not in it.
 */
final class NoSuchPath extends InventoryRule {
  NoSuchPath() {
    super("L0709", Severity.WARNING, "a file is asked for in a pod where no volume lies there");
  }

  /** What comes with an image, or is made by the kernel. */
  private static final Pattern OF_IMAGE =
      Pattern.compile(
          "/(bin|sbin|usr|etc|lib|lib64|proc|sys|dev|tmp|run|var/run|opt|root|home)(/.*)?");

  private static final Pattern PATH = Pattern.compile("/[^\\s:*?]+(/[^\\s:*?]+)+/?");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      if (Spoken.is(call, "k8s.exec")) {
        Optional<WorkloadObject> workload =
            spoken.thing(call, "pod").flatMap(it -> Kinds.workload(it.handle(), inventory));
        List<Commands.Word> words = Commands.of(spoken, call, subject.known());
        workload.ifPresent(it -> words.stream().skip(1).forEach(word -> check(word, it, findings)));
      }
    }
  }

  private void check(Commands.Word word, WorkloadObject workload, Findings findings) {
    List<String> mounts =
        workload.containers().stream().flatMap(it -> it.mounts().stream()).toList();
    if (PATH.matcher(word.text()).matches()
        && !OF_IMAGE.matcher(word.text()).matches()
        && mounts.stream().noneMatch(mount -> isBelow(word.text(), mount))) {
      findings.add(
          at(
                  word.span(),
                  "no volume of `" + workload.object().name() + "` lies at `" + word.text() + "`")
              .help(
                  mounts.isEmpty()
                      ? "its pods have no volumes"
                      : "its volumes lie at " + String.join(", ", mounts)));
    }
  }

  private static boolean isBelow(String path, String mount) {
    return path.equals(mount) || path.startsWith(mount.endsWith("/") ? mount : mount + "/");
  }
}
