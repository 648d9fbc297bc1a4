package io.godel.runbook.simulation;

import static io.godel.runbook.backend.simulated.WorldBench.call;
import static io.godel.runbook.backend.simulated.WorldBench.deployment;
import static io.godel.runbook.backend.simulated.WorldBench.podOf;
import static io.godel.runbook.backend.simulated.WorldBench.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.Reply;
import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each fault does to a world and to the calls that are made in it. */
class FaultScriptTest {
  private static final String WORLD =
      """
      kubernetes:
        namespace: godel
        nodes: {node-a: {}, node-b: {}}
        deployments:
          godel-api: {replicas: 2, node: node-a, startup: 3s}
        statefulsets:
          postgres: {node: node-b}
          postgres-replica: {node: node-b}
          redis: {node: node-b}
      postgres:
        postgres:
          write_rate: 0B
          sessions: [{count: 4}]
        postgres-replica: {follows: postgres, replay_rate: 1GiB}
      redis:
        redis: {max_memory: 64MiB, policy: noeviction}
      """;

  private final WorldBench bench = WorldBench.of(WORLD);

  private FaultScript script(String... faults) {
    List<Fault> read = new ArrayList<>();
    for (String fault : faults) {
      read.add(FaultReader.read(fault).orElseThrow());
    }
    FaultScript script = new FaultScript(bench.world, read);
    script.begin();
    return script;
  }

  private Reply reply(FaultScript script, Call call) {
    return script.carryOut(call, bench.world.actions().get(call.action()));
  }

  private static Call scale(int replicas) {
    return call("k8s.scale", true, "workload", deployment("godel-api"), "replicas", replicas);
  }

  private static Call replicas() {
    return call("k8s.replicas", false, "workload", deployment("godel-api"));
  }

  private int wanted() {
    Value replicas = bench.done("k8s.replicas", "workload", deployment("godel-api"));
    return Math.toIntExact(((Value.Int) replicas).value());
  }

  private void now(String effect) {
    script("at 1s: " + effect);
    bench.pass(1);
  }

  private boolean ready(Value object) {
    return ((Value.Bool) bench.done("k8s.ready", "object", object)).value();
  }

  @Test
  void aCrashedPodIsStartedAgain() {
    now("crash pod postgres-0");
    assertFalse(bench.world.postgres().isUp("postgres"));
    bench.pass(30);
    assertEquals(new Value.Int(1), bench.done("k8s.restarts", "pod", podOf("postgres", 0)));
    assertTrue(ready(set("postgres")));
  }

  @Test
  void aLostNodeAnswersNoMore() {
    now("lose node node-b");
    bench.pass(60);
    assertFalse(ready(podOf("postgres", 0)));
    assertFalse(ready(podOf("redis", 0)));
    assertTrue(ready(deployment("godel-api")));
    assertInstanceOf(
        Outcome.Unknown.class, bench.reply("pg.answers", "server", server("postgres")).outcome());
  }

  private static Value server(String name) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(name)));
  }

  @Test
  void aCrashLoopGoesOnUntilThePodIsAnother() {
    now("crash loop postgres");
    bench.pass(600);
    assertEquals(
        new Value.Str("CrashLoopBackOff"),
        bench.done("k8s.waiting_reason", "pod", podOf("postgres", 0)));
    Value uid = bench.done("k8s.uid", "pod", podOf("postgres", 0));
    bench.done("k8s.replace", "pod", podOf("postgres", 0), "uid", uid);
    bench.pass(30);
    assertTrue(ready(set("postgres")));
  }

  @Test
  void aSlowStartIsOfThePodsThatStartFromThen() {
    now("slow start godel-api 2m");
    assertTrue(ready(deployment("godel-api")));
    bench.done("k8s.rollout_restart", "workload", deployment("godel-api"));
    bench.pass(120);
    assertFalse(ready(deployment("godel-api")));
    bench.pass(180);
    assertTrue(ready(deployment("godel-api")));
  }

  @Test
  void aServerStopsAndStarts() {
    now("stop server postgres");
    assertFalse(bench.world.postgres().isUp("postgres"));
    now("start server postgres");
    bench.pass(60);
    assertTrue(bench.world.postgres().isUp("postgres"));
  }

  @Test
  void aReplicaThatLeavesTheTimelineGetsNoLogAnyMore() {
    assertEquals(new Value.Int(1), bench.done("pg.timeline", "server", server("postgres-replica")));
    now("diverge postgres-replica");
    assertEquals(new Value.Int(2), bench.done("pg.timeline", "server", server("postgres-replica")));
    assertTrue(bench.world.postgres().inRecovery("postgres-replica"));
    Value standby = bench.done("pg.replication", "server", server("postgres-replica"));
    assertEquals(new Value.Bool(false), ((Value.Fields) standby).values().get("streaming"));
    assertEquals(
        new Value.Items(List.of()), bench.done("pg.standbys", "server", server("postgres")));
  }

  @Test
  void aPrimaryHasNoOtherTimelineToLeaveFor() {
    now("diverge postgres");
    assertEquals(new Value.Int(1), bench.done("pg.timeline", "server", server("postgres")));
  }

  @Test
  void connectionsAreDropped() {
    assertEquals(4, bench.world.postgres().clients("postgres"));
    now("drop connections of postgres");
    assertEquals(0, bench.world.postgres().clients("postgres"));
  }

  @Test
  void dataIsCorrupted() {
    now("corrupt postgres");
    assertTrue(bench.world.postgres().isCorrupted("postgres"));
    assertFalse(bench.world.postgres().isCorrupted("postgres-replica"));
  }

  private long lag() {
    Value lag = bench.done("pg.replay_lag", "replica", server("postgres-replica"));
    return ((Value.Size) lag).bytes();
  }

  @Test
  void writingAndReplayingHaveARate() {
    bench.pass(10);
    assertEquals(0, lag());
    now("write rate postgres 1MiB");
    now("replay rate postgres-replica 0B");
    bench.pass(10);
    long behind = lag();
    assertTrue(behind >= 9L << 20 && behind <= 12L << 20, "it is " + behind);
  }

  @Test
  void redisIsFilled() {
    assertTrue(bench.world.redis().acceptsWrites("redis"));
    now("fill redis redis 80MiB");
    assertFalse(bench.world.redis().acceptsWrites("redis"));
  }

  @Test
  void anApiThatIsUnreachableAnswersNothingForAWhile() {
    FaultScript script = script("at 1s: unreachable k8s 1m");
    bench.pass(1);
    assertInstanceOf(Outcome.Unknown.class, reply(script, scale(5)).outcome());
    assertEquals(
        new Outcome.NotDone("unreachable", "nothing answers", true),
        reply(script, replicas()).outcome());
    Call other = call("pg.answers", false, "server", server("postgres"));
    assertInstanceOf(Outcome.Done.class, reply(script, other).outcome());
    bench.pass(60);
    assertEquals(new Outcome.Done(new Value.Int(2)), reply(script, replicas()).outcome());
  }

  @Test
  void aTimeoutMayHaveTakenEffectOrNot() {
    FaultScript script =
        script("on call 1 of k8s.scale: timeout", "on call 2 of k8s.scale: timeout after effect");
    Reply first = reply(script, scale(5));
    assertInstanceOf(Outcome.Unknown.class, first.outcome());
    assertTrue(first.after().compareTo(Duration.ofHours(1)) > 0, "nobody waits for so long");
    assertEquals(2, wanted());
    assertInstanceOf(Outcome.Unknown.class, reply(script, scale(5)).outcome());
    assertEquals(5, wanted());
    assertInstanceOf(Outcome.Done.class, reply(script, scale(4)).outcome());
    assertEquals(4, wanted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conflict|true|Operation cannot be fulfilled on deployments.apps \"godel-api\": the object"
            + " has been modified; please apply your changes to the latest version and try again",
        "forbidden|false|deployments.apps \"godel-api\" is forbidden: the account that runs this"
            + " may not call k8s.scale",
        "not_found|false|deployments.apps \"godel-api\" not found",
        "unreachable|true|nothing answers",
        "invalid|false|invalid"
      })
  void refusalsSpeakAsTheApiDoes(String code, boolean retriable, String reason) {
    FaultScript script = script("on every call of k8s.scale: refuse " + code);
    for (int i = 0; i < 3; i++) {
      assertEquals(new Outcome.NotDone(code, reason, retriable), reply(script, scale(5)).outcome());
    }
    assertEquals(2, wanted());
  }

  @Test
  void aSlowAnswerComesAll() {
    FaultScript script = script("on call 1 of k8s.scale: slow 40s");
    Reply slow = reply(script, scale(5));
    assertEquals(Duration.ofSeconds(40).plus(Reply.USUAL), slow.after());
    assertEquals(5, wanted());
    assertEquals(Reply.USUAL, reply(script, scale(5)).after());
  }

  @Test
  void somethingHappensRightBeforeACall() {
    FaultScript script = script("on call 2 of k8s.replicas: stop server postgres");
    reply(script, replicas());
    assertTrue(bench.world.postgres().isUp("postgres"));
    assertInstanceOf(Outcome.Done.class, reply(script, replicas()).outcome());
    assertFalse(bench.world.postgres().isUp("postgres"));
  }

  @Test
  void aStaleAnswerIsTheFirstOne() {
    FaultScript script = script("on call 2 of k8s.replicas: stale");
    assertEquals(reply(script, replicas()).outcome(), new Outcome.Done(new Value.Int(2)));
    reply(script, scale(5));
    assertEquals(new Outcome.Done(new Value.Int(2)), reply(script, replicas()).outcome());
    assertEquals(new Outcome.Done(new Value.Int(5)), reply(script, replicas()).outcome());
  }

  @Test
  void anAbortReachesTheRun() {
    FaultScript script = script("on call 1 of k8s.scale: abort");
    int[] aborted = {0};
    script.whenAborted(() -> aborted[0]++);
    reply(script, scale(5));
    assertEquals(1, aborted[0]);
    assertEquals(5, wanted(), "the call goes on");
  }

  @Test
  void somethingHappensWhenAStepStarts() {
    FaultScript script = script("when step fence starts: stop server postgres");
    script.stepStarted("promote");
    assertTrue(bench.world.postgres().isUp("postgres"));
    script.stepStarted("fence");
    assertFalse(bench.world.postgres().isUp("postgres"));
  }

  @Test
  void timeIsCountedFromTheBeginningOfTheRun() {
    bench.pass(60);
    script("at 10s: stop server postgres");
    bench.pass(9);
    assertTrue(bench.world.postgres().isUp("postgres"));
    bench.pass(1);
    assertFalse(bench.world.postgres().isUp("postgres"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at 1s: crash pod postgres-1|",
        "at 1s: crash pod postgre-0|this world has no pod `postgre-0`",
        "at 1s: lose node node-c|this world has no node `node-c`",
        "at 1s: crash loop godel-app|this world has no workload `godel-app`",
        "at 1s: slow start postgres 1m|",
        "at 1s: stop server redis|this world has no PostgreSQL server `redis`",
        "at 1s: fill redis cache 1MiB|this world has no Redis `cache`",
        "at 1s: unreachable kubernetes 1m|this world has no module with actions `kubernetes`",
        "on call 1 of k8s.scal: timeout|this world has no action `k8s.scal`",
        "on call 1 of http.get: timeout|this world has no module with actions `http`"
      })
  void faultsAreAboutWhatThereIs(String fault, String message) {
    assertEquals(
        message,
        FaultNames.unknown(FaultReader.read(fault).orElseThrow(), bench.world)
            .map(FaultNames.Unknown::message)
            .orElse(null));
  }
}
