package io.godel.runbook.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.godel.runbook.engine.Ending;
import io.godel.runbook.journal.FileJournal;
import io.godel.runbook.journal.JournalFile;
import io.godel.runbook.library.LibraryVersion;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The folder of one run: its journal, its plan, and the texts and parameters that the plan can be
 * made of again.
 */
public final class RunFolder {
  /** So many names in a row are not taken by chance. */
  private static final int NAMES_MAX = 100;

  private static final String HEAD = "run.json";
  private static final String PLAN = "plan.json";
  private static final String TEXTS = "text";
  private static final String JOURNAL = "journal.jsonl";
  private static final String LOCK = "lock";
  private static final String OUTCOME = "outcome.json";

  private final Path folder;
  private final RunHead head;

  private RunFolder(Path folder, RunHead head) {
    this.folder = folder;
    this.head = head;
  }

  /**
   * What is about to run.
   *
   * @param file where the runbook was read
   * @param params as the operator wrote them
   * @param target the name of the profile that it runs against
   * @param facts what the target is, by name
   * @param by who starts it
   */
  public record Begin(
      Path file,
      TypedRunbook runbook,
      Plan plan,
      Map<String, String> params,
      Optional<String> scenario,
      String target,
      Map<String, String> facts,
      String by) {
    public Begin {
      params = new LinkedHashMap<>(params);
      facts = Map.copyOf(facts);
    }
  }

  /**
   * Remembers a run before it begins, under a name of its own.
   *
   * @param wall tells when it was started
   * @throws StateException when that cannot be kept; the run must not begin
   */
  public static RunFolder create(StateHome home, RunIds ids, InstantSource wall, Begin begin)
      throws StateException {
    return create(home, ids::next, wall, begin);
  }

  /**
   * The same under names that the caller knows already.
   *
   * @param names are tried until one is not taken
   */
  public static RunFolder create(
      StateHome home, Supplier<String> names, InstantSource wall, Begin begin)
      throws StateException {
    home.open();
    Path folder = named(home, names);
    RunHead head =
        new RunHead(
            folder.getFileName().toString(),
            begin.plan().runbook(),
            begin.target(),
            begin.by(),
            wall.instant(),
            begin.file().toAbsolutePath().normalize(),
            Given.of(begin.plan(), begin.params()),
            begin.scenario(),
            begin.plan().hash(),
            LibraryVersion.hash(),
            begin.facts());
    OwnFiles.write(folder.resolve(PLAN), PlanJson.write(begin.plan()).toPrettyString() + "\n");
    Texts.of(begin.file(), begin.runbook()).write(folder.resolve(TEXTS));
    // With this file the folder is one of a run: all else is there before.
    OwnFiles.write(folder.resolve(HEAD), head.json().toPrettyString() + "\n");
    return new RunFolder(folder, head);
  }

  private static Path named(StateHome home, Supplier<String> names) throws StateException {
    for (int i = 0; i < NAMES_MAX; i++) {
      Path folder = home.runs().resolve(names.get());
      try {
        OwnFiles.newFolder(folder);
        return folder;
      } catch (IOException refused) {
        if (refused instanceof FileAlreadyExistsException) {
          continue;
        }
        throw new StateException(folder + " cannot be made: " + OwnFiles.why(refused), refused);
      }
    }
    throw new StateException("no name for the run was found that is not taken");
  }

  static RunFolder open(Path folder) throws StateException {
    return new RunFolder(folder, RunHead.read(folder.resolve(HEAD)));
  }

  /** Whether it is the folder of a run, and not of one that was never remembered to its end. */
  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(HEAD));
  }

  public RunHead head() {
    return head;
  }

  public String run() {
    return head.run();
  }

  public Path path() {
    return folder;
  }

  Path journalFile() {
    return folder.resolve(JOURNAL);
  }

  /** Where the runbook lies as it was when the run began. */
  Path textFile() {
    return folder.resolve(TEXTS).resolve(head.file().getFileName());
  }

  /** Lets no other process carry this run on; to be taken before its journal is opened. */
  public LocalLock.Attempt lock(LocalLock.Holder me) throws StateException {
    return LocalLock.take(folder.resolve(LOCK), me);
  }

  /** Whether a process carries the run on right now. */
  boolean isRunning() throws StateException {
    return LocalLock.isHeld(folder.resolve(LOCK));
  }

  /** Whether anything of the run was kept; one that was refused at the door has no journal. */
  boolean hasBegun() {
    return journalFile().toFile().length() > 0;
  }

  /** The journal of the run that begins. */
  public FileJournal begin(InstantSource wall) throws StateException {
    try {
      return FileJournal.create(journalFile(), wall);
    } catch (IOException refused) {
      throw new StateException("the journal cannot be begun: " + OwnFiles.why(refused), refused);
    }
  }

  /** The journal of the run that goes on. */
  public FileJournal goOn(InstantSource wall) throws StateException {
    try {
      return FileJournal.reopen(journalFile(), wall);
    } catch (IOException refused) {
      throw new StateException(
          "the journal cannot be gone on with: " + OwnFiles.why(refused), refused);
    }
  }

  /** The lines of the journal, as far as they can be believed. */
  public List<JsonNode> records() throws StateException {
    try {
      return JournalFile.records(journalFile());
    } catch (IOException refused) {
      throw new StateException("the journal cannot be read: " + OwnFiles.why(refused), refused);
    }
  }

  /** Keeps how the run ended, for lists; what counts is the journal. */
  public void ended(Ending ending) throws StateException {
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("outcome", ending.kind().name())
            .put("reason", ending.reason())
            .put("journal_length", journalLength())
            .toString();
    OwnFiles.write(folder.resolve(OUTCOME), json + "\n");
  }

  private long journalLength() throws StateException {
    try {
      return Files.size(journalFile());
    } catch (IOException refused) {
      throw new StateException("the journal cannot be read: " + OwnFiles.why(refused), refused);
    }
  }

  /** How the run ended, unless it went on since, or nobody kept it: then the journal tells. */
  Optional<Ending> outcome() throws StateException {
    Path file = folder.resolve(OUTCOME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = new ObjectMapper().readTree(OwnFiles.read(file));
      return json.path("journal_length").asLong(-1) == journalLength()
          ? kind(json.path("outcome").asText())
              .map(kind -> new Ending(kind, json.path("reason").asText()))
          : Optional.empty();
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<Ending.Kind> kind(String name) {
    return Arrays.stream(Ending.Kind.values()).filter(it -> it.name().equals(name)).findFirst();
  }
}
