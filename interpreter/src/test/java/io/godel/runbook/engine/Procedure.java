package io.godel.runbook.engine;

import java.time.Duration;
import java.util.Optional;

/** A runbook that has a little of everything, for what has to hold at every point of a run. */
final class Procedure {
  /** The names that the run sets to 1. */
  static final String ITEMS =
      """
      invariant "nothing is broken" { r.setting("broken") != "yes" }
      assess {
        let load = r.setting("load")
        warn "the load is known" load != ""
      }
      scenario main "Main" when load == "" {
        %s
        step notice "Tell people" {
          guard "nobody was told" r.setting("told") == ""
          do notify.post("ops", "it begins")
          do redis.set(r, "told", "1")
          verify "it is noted" r.setting("told") == "1" within 10s every 2s
          undo {
            do redis.set(r, "told", "0")
            verify "it is noted" r.setting("told") == "0" within 10s every 2s
          }
        }
        parallel {
          %s
          step looped "Several" {
            for n in ["l1", "l2", "l3"] max 2 at once {
              do redis.set(r, n, "1")
              verify "${n} is set" r.setting(n) == "1" within 10s every 2s
            }
            undo {
              do redis.set(r, "l1", "0")
              do redis.set(r, "l2", "0")
              do redis.set(r, "l3", "0")
              verify "l3 is back" r.setting("l3") == "0" within 10s every 2s
            }
          }
        }
        await "the queue is empty" r.queue_length("queue") == 0 within 5m every 20s
        %s
      }
      """
          .formatted(
              Bench.step(
                  "a",
                  "guard \"a may be set\" r.setting(\"locked\") == \"\"\n"
                      + "approve \"Set a?\" by \"dba\" within 10m else abort on timeout abort",
                  ""),
              Bench.step("p", "", ""),
              Bench.step("z"));

  private Procedure() {}

  static Bench bench() {
    Bench bench = Bench.runbook(ITEMS);
    bench.world.put("queue", "3");
    bench.after(Duration.ofMinutes(1), () -> bench.world.put("queue", "0"));
    truthful(bench);
    return bench;
  }

  /** A person who is asked whether a call took effect looks first, and then says so. */
  static void truthful(Bench bench) {
    bench.staff.answer("doubt", it -> Optional.of(seen(bench, (Command.Doubt) it)));
  }

  private static Input seen(Bench bench, Command.Doubt doubt) {
    boolean done = bench.world.effects().contains(KeyWorld.spelt(doubt.call()));
    Input.Decision decision = done ? Input.Decision.YES : Input.Decision.NO;
    return bench.staff.decided(doubt, decision, "somebody");
  }
}
