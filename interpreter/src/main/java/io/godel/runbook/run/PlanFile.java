package io.godel.runbook.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.library.LibraryVersion;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanJson;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plan that was saved to be looked at now and run later: once, and only while all that it was
 * made of is as it was.
 *
 * @param id tells it from every other one
 * @param hash of the plan
 * @param file the runbook, absolute
 * @param texts the hash of each text, by the name of its file
 * @param library the state of the standard library
 * @param facts what was seen of the target when it was made, such as the uid of the cluster
 */
public record PlanFile(
    String id,
    String hash,
    Path file,
    Map<String, String> texts,
    Given given,
    Optional<String> scenario,
    String library,
    Map<String, String> facts) {
  /** What a saved plan says besides what every plan says. */
  private static final String MADE_FROM = "made_from";

  public PlanFile {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * A plan with all that it was made of, as JSON.
   *
   * @param ids gives it a name of its own
   * @param params as the operator wrote them
   * @param facts of the target, by name; empty when nothing was looked at
   */
  public static ObjectNode write(
      RunIds ids,
      Path file,
      TypedRunbook runbook,
      Plan plan,
      Map<String, String> params,
      Optional<String> scenario,
      Map<String, String> facts) {
    ObjectNode json = PlanJson.write(plan);
    ObjectNode from = json.putObject(MADE_FROM);
    from.put("id", ids.next()).put("file", file.toAbsolutePath().normalize().toString());
    ObjectNode texts = from.putObject("texts");
    Texts.of(file, runbook).hashes().forEach(texts::put);
    Given.of(plan, params).write(from);
    scenario.ifPresent(name -> from.put("scenario", name));
    from.put("library", LibraryVersion.hash());
    ObjectNode seen = from.putObject("facts");
    new TreeMap<>(facts).forEach(seen::put);
    return json;
  }

  /**
   * @throws StateException when it is no plan that was saved to be run
   */
  public static PlanFile read(Path path) throws StateException {
    try {
      JsonNode json = new ObjectMapper().readTree(OwnFiles.read(path));
      if (!json.path(MADE_FROM).isObject()) {
        throw new StateException(
            path + " is no plan that can be run: `runbook plan FILE --out PLAN.json` makes one");
      }
      return read(json.get(MADE_FROM), Fields.text(json.path("hash")));
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      throw new StateException(path + " is damaged: make the plan anew", damaged);
    }
  }

  private static PlanFile read(JsonNode from, String hash) {
    String id = Fields.text(from.path("id"));
    if (!RunIds.isOne(id)) {
      throw new IllegalArgumentException("no id: " + id);
    }
    return new PlanFile(
        id,
        hash,
        path(Fields.text(from.path("file"))),
        Fields.texts(from.path("texts")),
        Given.read(from),
        Optional.ofNullable(from.get("scenario")).map(Fields::text),
        Fields.text(from.path("library")),
        Fields.texts(from.path("facts")));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException("no path: " + text, malformed);
    }
  }

  /**
   * Uses the plan up for a run; to be called when nothing is in the way of the run any more.
   *
   * @throws StateException when it was used before; the message names the run
   */
  public void useFor(StateHome home, String run) throws StateException {
    home.open();
    try {
      OwnFiles.writeNew(mark(home), run + "\n");
    } catch (FileAlreadyExistsException used) {
      throw new StateException(
          "this plan was run before, by run %s: a plan is run once, make a new one"
              .formatted(usedBy(home).orElse("?")),
          used);
    } catch (IOException refused) {
      throw new StateException(
          "it cannot be kept that the plan is used: " + OwnFiles.why(refused), refused);
    }
  }

  /** The run that has used it, if one has. */
  Optional<String> usedBy(StateHome home) throws StateException {
    Path mark = mark(home);
    return Files.exists(mark) ? Optional.of(OwnFiles.read(mark).strip()) : Optional.empty();
  }

  private Path mark(StateHome home) {
    return home.plans().resolve(id);
  }
}
