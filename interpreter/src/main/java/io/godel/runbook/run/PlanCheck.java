package io.godel.runbook.run;

import io.godel.runbook.library.LibraryVersion;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a saved plan has become, looked at before it is run.
 *
 * @param made the runbook and its plan; there when there is no difference, or only in the facts
 * @param differences all that is another than when the plan was saved; it is run only without any
 */
public record PlanCheck(Optional<Made> made, List<Difference> differences) {
  public PlanCheck {
    differences = List.copyOf(differences);
  }

  /** A plan, and what it was made of. */
  public record Made(TypedRunbook runbook, Plan plan, Map<String, String> params) {
    public Made {
      params = new LinkedHashMap<>(params);
    }
  }

  /**
   * Something that is another than it was.
   *
   * @param what its name
   * @param how a sentence's rest, as "has changed"
   */
  public record Difference(String what, String how) {
    @Override
    public String toString() {
      return what + " " + how;
    }
  }

  /**
   * Makes the plan again and compares.
   *
   * @param params the parameters that the operator gives now: those that are secret once more; any
   *     other has to be as it was
   * @param facts of the target as they are now
   * @throws StateException when a secret parameter is missing, or the plan was used before
   */
  public static PlanCheck of(
      PlanFile saved,
      StateHome home,
      Project project,
      Map<String, String> params,
      Map<String, String> facts)
      throws StateException {
    Optional<String> used = saved.usedBy(home);
    List<Difference> differences = new ArrayList<>();
    used.ifPresent(
        run -> differences.add(new Difference("the plan", "was run before, by run " + run)));
    otherParams(saved.given(), params, differences);
    Map<String, String> all = saved.given().with(params);
    Optional<Made> made = made(saved, project, all, differences);
    otherFacts(saved.facts(), facts, differences);
    return new PlanCheck(made, differences);
  }

  private static void otherParams(
      Given given, Map<String, String> now, List<Difference> differences) {
    now.forEach(
        (name, value) -> {
          String then = given.params().get(name);
          if (!given.secrets().contains(name) && !value.equals(then)) {
            String was = then == null ? "was not given" : "was " + then;
            differences.add(new Difference("parameter `" + name + "`", was + " and is " + value));
          }
        });
  }

  /**
   * What counts is what is done: a text, a library that has changed in nothing that the plan says
   * makes no difference.
   */
  private static Optional<Made> made(
      PlanFile saved, Project project, Map<String, String> params, List<Difference> differences)
      throws StateException {
    Parsed<List<TypedRunbook>> checked = project.check(saved.file());
    if (checked.tree().isEmpty()) {
      String message = checked.diagnostics().get(0).message();
      differences.add(new Difference(saved.file().toString(), "cannot be used: " + message));
      return Optional.empty();
    }
    TypedRunbook runbook = checked.tree().get(0);
    Arguments arguments = Arguments.read(runbook, params);
    if (arguments.problems().isEmpty()) {
      Plan plan = Planner.plan(runbook, arguments);
      if (plan.hash().equals(saved.hash())) {
        return Optional.of(new Made(runbook, plan, params));
      }
    }
    int before = differences.size();
    otherTexts(saved, Texts.of(saved.file(), runbook).hashes(), differences);
    if (!saved.library().equals(LibraryVersion.hash())) {
      differences.add(new Difference("the standard library", "has changed"));
    }
    arguments.problems().forEach(it -> differences.add(new Difference("a parameter:", it)));
    if (differences.size() == before) {
      differences.add(
          new Difference("the plan", "is another one with this version of the program"));
    }
    return Optional.empty();
  }

  private static void otherTexts(
      PlanFile saved, Map<String, String> now, List<Difference> differences) {
    Set<String> names = new TreeSet<>(saved.texts().keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!Objects.equals(saved.texts().get(name), now.get(name))) {
        String file = saved.file().resolveSibling(name).toString();
        differences.add(new Difference(file, "has changed"));
      }
    }
  }

  /** What was not looked at when the plan was made is nothing that it was made of. */
  private static void otherFacts(
      Map<String, String> then, Map<String, String> now, List<Difference> differences) {
    then.forEach(
        (name, was) -> {
          String is = now.getOrDefault(name, "unknown");
          if (!was.equals(is)) {
            differences.add(new Difference(name, "was %s and is %s".formatted(was, is)));
          }
        });
  }
}
