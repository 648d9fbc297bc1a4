package io.godel.runbook.run;

import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.Recovery;
import io.godel.runbook.journal.JournalFile;
import io.godel.runbook.library.LibraryVersion;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run as it is remembered, with its very plan: ready to be shown, or to go on.
 *
 * @param story all that happened, in order
 * @param open what was not brought to its end
 * @param damage why this is not all that there was, in a sentence; nothing goes on from it then
 * @param since what has changed since it was begun, each a sentence; the run goes on with what was
 *     approved all the same
 */
public record StoredRun(
    RunHead head,
    Plan plan,
    Recovery recovery,
    List<Told> story,
    OpenMatters open,
    Optional<String> damage,
    List<String> since) {
  public StoredRun {
    story = List.copyOf(story);
    since = List.copyOf(since);
  }

  /** A notice and when it was told. */
  public record Told(Instant at, Notice notice) {}

  /**
   * Makes the plan again, of the texts and parameters that were kept, and the run's state, of its
   * journal.
   *
   * @param secrets the parameters that nobody keeps, given once more
   * @throws StateException when the plan cannot be made again as it was, or the journal is damaged
   */
  public static StoredRun load(RunFolder folder, Project project, Map<String, String> secrets)
      throws StateException {
    Map<String, String> params = folder.head().given().with(secrets);
    StoredRun stored = of(folder, project, runbook -> Arguments.read(runbook, params));
    if (stored.damage().isPresent()) {
      throw new StateException(stored.damage().get());
    }
    return stored;
  }

  /**
   * The same for a person who has to know what was done: without the secrets, and of a damaged
   * journal the part before the damage. It cannot go on.
   *
   * @throws StateException when the plan cannot be made again as it was, or nothing of the journal
   *     can be believed
   */
  public static StoredRun look(RunFolder folder, Project project) throws StateException {
    Given given = folder.head().given();
    return of(folder, project, runbook -> Arguments.read(runbook, given.params(), given.secrets()));
  }

  private static StoredRun of(
      RunFolder folder, Project project, Function<TypedRunbook, Arguments> given)
      throws StateException {
    RunHead head = folder.head();
    TypedRunbook runbook = runbook(folder, project);
    Plan plan = plan(head, runbook, given.apply(runbook));
    JournalFile.Readable journal = journal(folder);
    Optional<String> refusal = Recovery.refusal(plan, journal.history());
    if (refusal.isPresent()) {
      throw new StateException(refusal.get());
    }
    List<Told> story = new ArrayList<>();
    Recovery recovery =
        Recovery.of(plan, journal.history(), (at, notice) -> story.add(new Told(at, notice)));
    return new StoredRun(
        head,
        plan,
        recovery,
        story,
        OpenMatters.of(recovery, story),
        journal.damage().map(it -> ofRun(folder, it)),
        changes(head, runbook));
  }

  private static TypedRunbook runbook(RunFolder folder, Project project) throws StateException {
    Parsed<List<TypedRunbook>> checked = project.check(folder.textFile());
    if (checked.tree().isEmpty()) {
      throw new StateException(
          "the text of run %s is no runbook for this program: %s"
              .formatted(folder.run(), checked.diagnostics().get(0).message()));
    }
    return checked.tree().get(0);
  }

  private static Plan plan(RunHead head, TypedRunbook runbook, Arguments arguments)
      throws StateException {
    if (!arguments.problems().isEmpty()) {
      throw new StateException(arguments.problems().get(0));
    }
    Plan plan = Planner.plan(runbook, arguments);
    if (!plan.hash().equals(head.plan())) {
      throw new StateException(otherPlan(head));
    }
    return plan;
  }

  /** The texts and parameters are those of then, so it is the program that is another one. */
  private static String otherPlan(RunHead head) {
    String what = head.library().equals(LibraryVersion.hash()) ? "program" : "standard library";
    return "run %s cannot go on with this %s: it makes another plan of the same text than the one"
            .formatted(head.run(), what)
        + " that was approved; use the version that the run was begun with";
  }

  private static JournalFile.Readable journal(RunFolder folder) throws StateException {
    try {
      return JournalFile.readable(folder.journalFile());
    } catch (IOException refused) {
      throw new StateException(ofRun(folder, refused), refused);
    }
  }

  private static String ofRun(RunFolder folder, IOException refused) {
    return "run %s: %s".formatted(folder.run(), OwnFiles.why(refused));
  }

  private static List<String> changes(RunHead head, TypedRunbook runbook) {
    List<String> changes = new ArrayList<>(Texts.of(head.file(), runbook).changes(head.file()));
    if (!head.library().equals(LibraryVersion.hash())) {
      changes.add("the standard library has changed, and nothing of it that the plan uses");
    }
    return changes;
  }
}
