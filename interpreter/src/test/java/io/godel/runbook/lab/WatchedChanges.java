package io.godel.runbook.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What somebody is told over HTTPS who watches a workload and its pods, in words. */
final class WatchedChanges implements AutoCloseable {
  private static final int WAITED_MAX_SECONDS = 60;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Map<String, String> last = new HashMap<>();
  private final Set<String> old;
  private final List<String> all = new ArrayList<>();
  private final List<Watch> watches;

  /** From now on; what is there already is not told. */
  WatchedChanges(KubernetesClient client, String namespace, String workload) {
    String selected = "app.kubernetes.io/name";
    List<Pod> pods =
        client.pods().inNamespace(namespace).withLabel(selected, workload).list().getItems();
    old = pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    Set<String> known = new HashSet<>(old);
    watches =
        List.of(
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(workload)
                .watch(
                    watcher(
                        (action, it) ->
                            told(it.getMetadata().getUid(), words(action, status(it))))),
            client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(workload)
                .watch(
                    watcher(
                        (action, it) ->
                            told(it.getMetadata().getUid(), words(action, status(it))))),
            client
                .pods()
                .inNamespace(namespace)
                .withLabel(selected, workload)
                .watch(
                    watcher(
                        (action, pod) -> {
                          if (!known.remove(pod.getMetadata().getUid())) {
                            told(pod.getMetadata().getUid(), pod(action, pod));
                          }
                        })));
    // Each watch begins with what is there: it has begun when that was told.
    await(status(client, namespace, workload), 1);
    all.clear();
  }

  private interface Seen<T> {
    void told(Watcher.Action action, T object);
  }

  private static <T extends HasMetadata> Watcher<T> watcher(Seen<T> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        seen.told(action, object);
      }

      @Override
      public void onClose(WatcherException cause) {
        throw new AssertionError("the watch was closed", cause);
      }
    };
  }

  /** What is said of an object only once where it is said again. */
  private synchronized void told(String uid, String words) {
    if (!words.isEmpty() && !words.equals(last.put(uid, words))) {
      told.add(words);
    }
  }

  private static String words(Watcher.Action action, String status) {
    return action == Watcher.Action.DELETED ? "gone" : status;
  }

  private static String status(KubernetesClient client, String namespace, String workload) {
    Deployment deployment =
        client.apps().deployments().inNamespace(namespace).withName(workload).get();
    return deployment == null
        ? status(client.apps().statefulSets().inNamespace(namespace).withName(workload).get())
        : status(deployment);
  }

  private static String status(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return "generation %d seen %d: %d replicas, %d updated, %d ready"
        .formatted(
            deployment.getMetadata().getGeneration(),
            number(status.getObservedGeneration()),
            number(status.getReplicas()),
            number(status.getUpdatedReplicas()),
            number(status.getReadyReplicas()));
  }

  private static String status(StatefulSet set) {
    StatefulSetStatus status = set.getStatus();
    return "generation %d seen %d: %d replicas, %d updated, %d ready, %d current, %s"
        .formatted(
            set.getMetadata().getGeneration(),
            number(status.getObservedGeneration()),
            number(status.getReplicas()),
            number(status.getUpdatedReplicas()),
            number(status.getReadyReplicas()),
            number(status.getCurrentReplicas()),
            String.valueOf(status.getCurrentRevision()).equals(status.getUpdateRevision())
                ? "one revision"
                : "two revisions");
  }

  private static long number(Number number) {
    return number == null ? 0 : number.longValue();
  }

  private String pod(Watcher.Action action, Pod pod) {
    String which = old.contains(pod.getMetadata().getUid()) ? "old " : "young ";
    List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
    if (action == Watcher.Action.DELETED) {
      return which + "is gone";
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      boolean ended = Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
      return which + (ended ? "has ended" : "is ending, still ready");
    }
    if (containers == null || containers.isEmpty()) {
      return action == Watcher.Action.ADDED ? which + "appears" : "";
    }
    ContainerStatus container = containers.get(0);
    int restarts = container.getRestartCount();
    return which
        + state(container.getState(), container.getReady())
        + (restarts == 0 ? "" : " with restart " + restarts);
  }

  private static String state(ContainerState state, boolean ready) {
    if (state.getWaiting() != null) {
      return "waits: " + state.getWaiting().getReason();
    }
    if (state.getTerminated() != null) {
      return "has crashed";
    }
    return ready ? "is ready" : "runs";
  }

  /** Until that was told as often as said; each watch is told for itself. */
  void await(String words, int times) {
    while (Collections.frequency(all, words) < times) {
      try {
        String next = told.poll(WAITED_MAX_SECONDS, TimeUnit.SECONDS);
        assertTrue(next != null, () -> "not told: " + words + ", only " + all);
        all.add(next);
      } catch (InterruptedException stopped) {
        throw new AssertionError("interrupted", stopped);
      }
    }
  }

  /** What was told of the workload itself, in order. */
  String ofWorkload() {
    return lines(all.stream().filter(it -> !isOfPod(it)).toList());
  }

  /** What was told of its pods, in order. */
  String ofPods() {
    return lines(all.stream().filter(WatchedChanges::isOfPod).toList());
  }

  private static boolean isOfPod(String words) {
    return words.startsWith("old ") || words.startsWith("young ");
  }

  private static String lines(Collection<String> words) {
    return words.stream().map(each -> each + "\n").collect(Collectors.joining());
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
