package io.godel.runbook.systems;

import static io.godel.runbook.systems.SystemUnderTest.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.ClusterFacts;
import io.godel.runbook.backend.kubernetes.KubernetesConnection;
import io.godel.runbook.backend.kubernetes.TargetLease;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live half does on a cluster, whichever it is: in one namespace, with one image, without
 * DNS, volumes or anything that is not a part of Kubernetes. It is the one that the environment
 * names by {@value ClusterUnderTest#KUBECONFIG}; where it names none, a lab of another process, of
 * which no more is known than of any other cluster.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterTest {
  private static final Value YES = new Value.Bool(true);
  private static final Value NO = new Value.Bool(false);

  private Optional<LabProcess> lab = Optional.empty();
  private ClusterUnderTest cluster;
  private SystemUnderTest system;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(ClusterUnderTest.KUBECONFIG)) {
      lab = Optional.of(LabProcess.start(folder));
      environment = lab.get().environment();
    }
    cluster = ClusterUnderTest.open(folder, environment);
    system = cluster.system;
  }

  @AfterAll
  void close() {
    try {
      if (cluster != null) {
        cluster.close();
      }
    } finally {
      lab.ifPresent(LabProcess::close);
    }
  }

  @Test
  void aClusterIsNotHalfNamed(@TempDir Path folder) {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> ClusterUnderTest.open(folder, Map.of(ClusterUnderTest.KUBECONFIG, "any/file")));
    assertEquals("RUNBOOK_IT_NAMESPACE has to be set too", refused.getMessage());
  }

  private static Value text(String text) {
    return new Value.Str(text);
  }

  private static Value number(long number) {
    return new Value.Int(number);
  }

  private static Value words(String... words) {
    return new Value.Items(Stream.of(words).<Value>map(Value.Str::new).toList());
  }

  private static Outcome.NotDone refused(String code, String words, Outcome outcome) {
    Outcome.NotDone refused = assertInstanceOf(Outcome.NotDone.class, outcome);
    assertEquals(code, refused.code(), refused.reason());
    assertTrue(refused.reason().contains(words), refused.reason());
    return refused;
  }

  private Value.Handle made(String kind, String of, int replicas) throws Exception {
    Value.Handle workload = cluster.handle(kind, of);
    system.done("k8s.apply", "manifest", cluster.workload(kind, of, replicas), "of", workload);
    awaitReady(workload);
    return workload;
  }

  private void awaitReady(Value.Handle object) throws Exception {
    await(object + " is ready", () -> system.seen("k8s.ready", "object", object).equals(YES));
  }

  private void awaitGone(Value.Handle object) throws Exception {
    await(object + " is gone", () -> system.seen("k8s.exists", "object", object).equals(NO));
  }

  private Set<String> uids(String of) throws Exception {
    Set<String> uids = new TreeSet<>();
    Value pods =
        system.seen(
            "k8s.pods", "selector", text(cluster.selector(of)), "in", text(cluster.namespace));
    for (Value pod : ((Value.Items) pods).values()) {
      if (system.seen("k8s.uid", "pod", pod) instanceof Value.Str uid) {
        uids.add(uid.value());
      }
    }
    return uids;
  }

  @Test
  void aDeploymentIsScaledRestartedChangedAndDeleted() throws Exception {
    Value.Handle web = made("Deployment", "web", 2);
    assertEquals(number(2), system.seen("k8s.replicas", "workload", web));
    assertEquals(number(2), system.seen("k8s.ready_replicas", "workload", web));
    assertEquals(new Value.None(), system.seen("k8s.restarted_at", "workload", web));

    system.done("k8s.scale", "workload", web, "replicas", number(1));
    await("one pod is left", () -> uids("web").size() == 1);
    Set<String> before = uids("web");

    Instant begun = Instant.now();
    system.done("k8s.rollout_restart", "workload", web);
    Value at = system.seen("k8s.restarted_at", "workload", web);
    assertTrue(assertInstanceOf(Value.Moment.class, at).value().isAfter(begun), at.toString());
    awaitRolledOut(web);
    await("its pod is another one", () -> uids("web").stream().noneMatch(before::contains));
    assertEquals(1, uids("web").size());

    system.done(
        "k8s.set_memory_limit", "workload", web, "container", text("main"), "limit", size(48));
    system.done("k8s.set_variable", "workload", web, "name", text("MODE"), "value", text("blue"));
    assertEquals(
        size(48), system.seen("k8s.memory_limit", "workload", web, "container", text("main")));
    assertEquals(text("blue"), system.seen("k8s.variable", "workload", web, "name", text("MODE")));
    awaitRolledOut(web);
    refused(
        "not_found",
        "`other`",
        system.act(
            "k8s.set_memory_limit", "workload", web, "container", text("other"), "limit", size(1)));

    system.done("k8s.delete", "workload", web);
    awaitGone(web);
    await("its pods are gone", () -> uids("web").isEmpty());
  }

  private static Value size(long mebibytes) {
    return new Value.Size(mebibytes << 20);
  }

  private void awaitRolledOut(Value.Handle workload) throws Exception {
    await(
        "every pod of " + workload + " is new and ready",
        () -> system.seen("k8s.rollout_done", "workload", workload).equals(YES));
  }

  @Test
  void thePodOfASetIsReplacedAndTheSetComesBackFromItsManifest() throws Exception {
    Value.Handle set = made("StatefulSet", "db", 1);
    Value.Handle pod = cluster.pod(set, 0);
    assertEquals(new Value.Constant("k8s.Phase", "RUNNING"), system.seen("k8s.phase", "pod", pod));
    assertEquals(number(0), system.seen("k8s.restarts", "pod", pod));
    assertEquals(new Value.None(), system.seen("k8s.waiting_reason", "pod", pod));

    Value uid = system.seen("k8s.uid", "pod", pod);
    Outcome.NotDone other =
        refused(
            "conflict",
            "the UID in the precondition (00000000-0000-0000-0000-000000000000) does not match",
            system.act(
                "k8s.replace", "pod", pod, "uid", text("00000000-0000-0000-0000-000000000000")));
    assertEquals(false, other.retriable());
    assertEquals(uid, system.seen("k8s.uid", "pod", pod));

    system.done("k8s.replace", "pod", pod, "uid", uid);
    awaitAnother(pod, uid);
    awaitReady(set);

    Value manifest = system.seen("k8s.manifest", "object", set);
    Value last = system.seen("k8s.uid", "pod", pod);
    system.done("k8s.delete", "workload", set);
    awaitGone(set);
    system.done("k8s.apply", "manifest", manifest, "of", set);
    awaitAnother(pod, last);
    awaitReady(set);

    system.done("k8s.scale", "workload", set, "replicas", number(0));
    awaitGone(pod);
    assertEquals(NO, system.seen("k8s.ready", "object", set));
    system.done("k8s.delete", "workload", set);
  }

  private void awaitAnother(Value.Handle pod, Value uid) throws Exception {
    await(
        pod + " is another one",
        () ->
            system.seen("k8s.uid", "pod", pod) instanceof Value.Str now
                && !now.equals(uid)
                && system.seen("k8s.ready", "object", pod).equals(YES));
  }

  @Test
  void writersAtTheSameTimeLoseNothingOfEachOther() throws Exception {
    Value.Handle settings = cluster.handle("ConfigMap", "settings");
    system.done(
        "k8s.apply", "manifest", cluster.settings("settings", "{LEVEL: info}"), "of", settings);
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> writes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Value data = new Value.Table(Map.of(text("KEY" + i), text("value")));
        writes.add(writers.submit(() -> system.act("k8s.patch", "config", settings, "data", data)));
      }
      for (Future<Outcome> write : writes) {
        assertInstanceOf(Outcome.Done.class, write.get());
      }
    } finally {
      writers.shutdownNow();
    }
    Value.Table data = (Value.Table) system.seen("k8s.data", "config", settings);
    assertEquals(text("info"), data.entries().get(text("LEVEL")));
    IntStream.range(0, 4)
        .forEach(i -> assertEquals(text("value"), data.entries().get(text("KEY" + i))));
  }

  @Test
  void whatWasAppliedAndIsNamedNoMoreGoes() throws Exception {
    Value.Handle settings = cluster.handle("ConfigMap", "applied");
    apply(settings, "{FIRST: one, SECOND: two, THIRD: three}");
    change(settings, "OTHER", "set by somebody else");
    change(settings, "THIRD", "changed by somebody else");
    apply(settings, "{FIRST: one}");
    Map<Value, Value> left =
        Map.of(
            text("FIRST"), text("one"),
            text("THIRD"), text("changed by somebody else"),
            text("OTHER"), text("set by somebody else"));
    Value.Table data = (Value.Table) system.seen("k8s.data", "config", settings);
    assertEquals(left, data.entries());
  }

  private void apply(Value.Handle settings, String data) throws Exception {
    system.done("k8s.apply", "manifest", cluster.settings("applied", data), "of", settings);
  }

  private void change(Value.Handle settings, String key, String value) throws Exception {
    Value data = new Value.Table(Map.of(text(key), text(value)));
    system.done("k8s.patch", "config", settings, "data", data);
  }

  @Test
  void whatIsTriedOutIsNotDone() throws Exception {
    Value.Handle settings = cluster.handle("ConfigMap", "tried");
    system.done(
        "k8s.apply", "manifest", cluster.settings("tried", "{LEVEL: info}"), "of", settings);
    Value before = system.seen("k8s.data", "config", settings);
    Value data = new Value.Table(Map.of(text("LEVEL"), text("debug")));
    assertEquals(
        "- data.LEVEL: \"info\"\n+ data.LEVEL: \"debug\"",
        tried("k8s.patch", "config", settings, "data", data));
    assertEquals(before, system.seen("k8s.data", "config", settings));

    Value.Handle made = cluster.handle("ConfigMap", "never");
    assertEquals(
        "+ ConfigMap " + cluster.name("never"),
        tried("k8s.apply", "manifest", cluster.settings("never", "{}"), "of", made));
    assertEquals(NO, system.seen("k8s.exists", "object", made));
  }

  @Test
  void noTrialDeletesAnything() throws Exception {
    Value.Handle set = made("StatefulSet", "kept", 1);
    Value.Handle pod = cluster.pod(set, 0);
    Value uid = system.seen("k8s.uid", "pod", pod);
    assertEquals(
        "- pod " + cluster.name("kept") + "-0", tried("k8s.replace", "pod", pod, "uid", uid));
    assertFalse(cluster.isEnding(pod));
    assertEquals("- StatefulSet " + cluster.name("kept"), tried("k8s.delete", "workload", set));
    assertEquals(YES, system.seen("k8s.exists", "object", set));
    assertFalse(cluster.isEnding(pod));

    system.done("k8s.replace", "pod", pod, "uid", uid);
    assertTrue(
        cluster.isEnding(pod) || !uid.equals(system.seen("k8s.uid", "pod", pod)), "it was meant");
    system.done("k8s.delete", "workload", set);
    awaitGone(set);
  }

  private String tried(String action, Object... arguments) throws Exception {
    return system.target().tryOut(SystemUnderTest.call(action, true, arguments));
  }

  @Test
  void whatIsRefusedIsRefusedInTheServersWords() throws Exception {
    Value.Handle none = cluster.handle("Deployment", "none");
    refused(
        "not_found",
        "deployments.apps \"" + cluster.name("none") + "\" not found",
        system.look("k8s.replicas", "workload", none));
    refused(
        "not_found",
        "\"" + cluster.name("none") + "\" not found",
        system.act("k8s.scale", "workload", none, "replicas", number(1)));
    Value.Handle web = cluster.handle("Deployment", "unborn");
    system.done("k8s.apply", "manifest", cluster.workload("Deployment", "unborn", 0), "of", web);
    refused(
        "invalid",
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        system.act("k8s.scale", "workload", web, "replicas", number(-1)));
    Value.Handle settings = cluster.handle("ConfigMap", "refused");
    system.done("k8s.apply", "manifest", cluster.settings("refused", "{}"), "of", settings);
    refused(
        "invalid",
        "a b",
        system.act(
            "k8s.patch",
            "config",
            settings,
            "data",
            new Value.Table(Map.of(text("a b"), text("")))));
    refused(
        "invalid",
        "the manifest is not one of",
        system.act("k8s.apply", "manifest", cluster.settings("refused", "{}"), "of", web));
  }

  @Test
  void programsRunInPodsAndTheirEndIsTold() throws Exception {
    Value.Handle set = made("StatefulSet", "programs", 1);
    Value.Handle pod = cluster.pod(set, 0);
    assertEquals(
        "[0, out\n, ]", ended(system.act("k8s.exec", "pod", pod, "command", words("echo", "out"))));
    refused(
        "no_program",
        "executable file not found",
        system.act("k8s.exec", "pod", pod, "command", words("no-such-program")));
    refused(
        "not_found",
        "not found",
        system.act("k8s.exec", "pod", cluster.pod(set, 7), "command", words("echo")));
    refused("invalid", "previous terminated container \"main\"", logs(pod, true));

    Outcome shell =
        system.act(
            "k8s.exec", "pod", pod, "command", words("sh", "-c", "echo out; echo err >&2; exit 3"));
    boolean runs = shell instanceof Outcome.Done;
    System.out.println(runs ? "programs run in its pods" : "no programs run in its pods");
    if (runs) {
      assertEquals("[3, out\n, err\n]", ended(shell));
      await("it has said its word", () -> logs(pod, false).equals(said("ready")));
    } else {
      refused("no_program", "executable file not found", shell);
      assertEquals(said(), logs(pod, false));
    }
  }

  private static Outcome said(String... lines) {
    return new Outcome.Done(words(lines));
  }

  private Outcome logs(Value.Handle pod, boolean previous) throws Exception {
    return system.look(
        "k8s.logs",
        "pods",
        new Value.Items(List.of(pod)),
        "tail",
        number(5),
        "previous",
        new Value.Bool(previous));
  }

  private static String ended(Outcome outcome) {
    Value.Fields result = (Value.Fields) assertInstanceOf(Outcome.Done.class, outcome).result();
    return List.of(
            ((Value.Int) result.field("exit_code")).value(),
            ((Value.Str) result.field("stdout")).value(),
            ((Value.Str) result.field("stderr")).value())
        .toString();
  }

  @Test
  void whoWeAreAndWhatWeMayIsAsked() throws Exception {
    ClusterFacts facts = system.target().cluster().orElseThrow();
    assertTrue(!facts.user().isEmpty() && !facts.identity().isEmpty());
    assertEquals(
        List.of(),
        facts.forbidden(
            List.of(
                new ClusterFacts.Request("patch", "apps", "deployments/scale", cluster.namespace),
                new ClusterFacts.Request("delete", "apps", "statefulsets", cluster.namespace),
                new ClusterFacts.Request("create", "", "pods/exec", cluster.namespace),
                new ClusterFacts.Request("patch", "", "configmaps", cluster.namespace),
                new ClusterFacts.Request(
                    "create", "coordination.k8s.io", "leases", cluster.namespace))));
  }

  @Test
  void oneAtATimeHasTheLease() throws Exception {
    try (KubernetesConnection connection = cluster.connect()) {
      long before;
      try (TargetLease first = lease(connection, "first")) {
        before = first.transitions();
        TargetLease.HeldException held =
            assertThrows(TargetLease.HeldException.class, () -> lease(connection, "second"));
        assertTrue(held.getMessage().contains("locked by the run first"), held.getMessage());
      }
      try (TargetLease second = lease(connection, "second")) {
        assertEquals(before + 1, second.transitions());
      }
    }
  }

  private TargetLease lease(KubernetesConnection connection, String holder) throws Exception {
    return TargetLease.take(
        connection,
        cluster.namespace,
        cluster.name("lock"),
        holder,
        InstantSource.system(),
        () -> {});
  }
}
