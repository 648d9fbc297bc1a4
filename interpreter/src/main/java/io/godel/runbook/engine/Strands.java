package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * The lines of work of a run while one input changes it: what is ready to be done on each, where
 * they meet, how they are cancelled.
 *
 * <p>A part of a strand runs under a longer name, so to cancel a strand is to cancel its parts.
 */
final class Strands {
  private final Deque<Work> ready = new ArrayDeque<>();
  private PMap<String, String> inFlight;
  private PVector<Drain> drains;
  private PMap<String, Join> joins;
  private PVector<Work> held;

  /**
   * Something that is ready to be done.
   *
   * @param detached whether it is done although its strand is cancelled
   */
  record Work(String strand, boolean detached, Consumer<Turn> task) {
    boolean endsWith(String cancelled) {
      return !detached && within(strand, cancelled);
    }
  }

  /**
   * Waits until no acting call of a strand is under way any more.
   *
   * @param owner the strand that goes on then; when that is cancelled nothing waits any more
   */
  record Drain(String strand, String owner, Consumer<Turn> then) {}

  /** Branches that run side by side and meet. */
  record Join(int open, Env env) {}

  /**
   * What stays of the lines of work between two inputs.
   *
   * @param inFlight the strands of the acting calls of which it is not known what became of them
   * @param held what an interrupted run has still to do
   */
  record Lines(
      PMap<String, String> inFlight,
      PVector<Drain> drains,
      PMap<String, Join> joins,
      PVector<Work> held) {
    static final Lines NONE =
        new Lines(TreePMap.empty(), TreePVector.empty(), TreePMap.empty(), TreePVector.empty());
  }

  Strands(Lines lines) {
    this.inFlight = lines.inFlight();
    this.drains = lines.drains();
    this.joins = lines.joins();
    this.held = lines.held();
  }

  Lines lines() {
    return new Lines(inFlight, drains, joins, held);
  }

  static boolean within(String strand, String outer) {
    return strand.equals(outer) || strand.startsWith(outer + "/");
  }

  // Work

  void later(Work work) {
    ready.add(work);
  }

  boolean hasWork() {
    return !ready.isEmpty();
  }

  Consumer<Turn> next() {
    return ready.remove().task();
  }

  /** Keeps the next work for the resume. */
  void hold() {
    held = held.plus(ready.remove());
  }

  /** What was kept goes on. */
  void release() {
    ready.addAll(held);
    held = TreePVector.empty();
  }

  /** Nothing of the strand goes on, but for what became of its acting calls. */
  void cancel(String cancelled) {
    ready.removeIf(work -> work.endsWith(cancelled));
    for (Work work : held) {
      if (work.endsWith(cancelled)) {
        held = held.minus(work);
      }
    }
    for (Drain drain : drains) {
      if (within(drain.owner(), cancelled)) {
        drains = drains.minus(drain);
      }
    }
  }

  // Acting calls

  void drain(String strand, String owner, Consumer<Turn> then) {
    drains = drains.plus(new Drain(strand, owner, then));
    fireDrains();
  }

  private void fireDrains() {
    for (Drain drain : drains) {
      if (inFlight.values().stream().noneMatch(strand -> within(strand, drain.strand()))) {
        drains = drains.minus(drain);
        later(new Work(drain.owner(), false, drain.then()));
      }
    }
  }

  void takeOff(String act, String strand) {
    inFlight = inFlight.plus(act, strand);
  }

  /**
   * @return whether the strand was cancelled meanwhile, so that nothing must follow
   */
  boolean land(String act) {
    String strand = inFlight.get(act);
    inFlight = inFlight.minus(act);
    boolean cancelled = drains.stream().anyMatch(drain -> within(strand, drain.strand()));
    fireDrains();
    return cancelled;
  }

  // Branches

  void open(String join, int branches) {
    joins = joins.plus(join, new Join(branches, Env.EMPTY));
  }

  /** One branch is at its end; gives what all have found out when it was the last. */
  Optional<Env> close(String join, Env env) {
    Join known = joins.get(join);
    if (known == null) {
      return Optional.empty();
    }
    Env all = known.env().and(env);
    if (known.open() == 1) {
      joins = joins.minus(join);
      return Optional.of(all);
    }
    joins = joins.plus(join, new Join(known.open() - 1, all));
    return Optional.empty();
  }

  /**
   * @return whether the branches were still open
   */
  boolean breakOff(String join) {
    boolean open = joins.containsKey(join);
    joins = joins.minus(join);
    return open;
  }
}
