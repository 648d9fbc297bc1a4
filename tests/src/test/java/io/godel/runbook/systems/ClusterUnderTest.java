package io.godel.runbook.systems;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.kubernetes.KubernetesConnection;
import io.godel.runbook.backend.kubernetes.KubernetesProfile;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The cluster that the environment names, and of it one namespace, in which everything that is made
 * bears a label of its own and is deleted in the end.
 */
final class ClusterUnderTest implements AutoCloseable {
  static final String KUBECONFIG = "RUNBOOK_IT_KUBECONFIG";
  static final String NAMESPACE = "RUNBOOK_IT_NAMESPACE";
  static final String IMAGE = "RUNBOOK_IT_IMAGE";

  final SystemUnderTest system;
  final String namespace;
  private final String image;
  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final KubernetesProfile profile;
  private final KubernetesClient client;

  private ClusterUnderTest(
      SystemUnderTest system, KubernetesProfile profile, String image, KubernetesClient client) {
    this.system = system;
    this.profile = profile;
    this.namespace = profile.namespace();
    this.image = image;
    this.client = client;
  }

  /**
   * @throws IOException when the environment names no cluster that can be used
   */
  static ClusterUnderTest open(Path folder, Map<String, String> environment) throws IOException {
    Path kubeconfig = Path.of(SystemUnderTest.required(environment, KUBECONFIG));
    String namespace = SystemUnderTest.required(environment, NAMESPACE);
    String image = SystemUnderTest.required(environment, IMAGE);
    Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
    String context = config.getCurrentContext().getName();
    String profile =
        "kubernetes: {context: \"%s\", kubeconfig: \"%s\", namespace: \"%s\"}"
            .formatted(context, kubeconfig.toAbsolutePath(), namespace);
    SystemUnderTest system = SystemUnderTest.open(folder, profile, environment, "test");
    System.out.printf(
        "the cluster %s at %s, namespace %s, image %s%n",
        context, config.getMasterUrl(), namespace, image);
    return new ClusterUnderTest(
        system,
        new KubernetesProfile(
            Optional.of(context), Optional.of(kubeconfig.toString()), namespace, Optional.empty()),
        image,
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build());
  }

  /** A connection of its own, which the caller closes. */
  KubernetesConnection connect() throws IOException {
    return KubernetesConnection.open(profile, Access.ACT);
  }

  /** The name of an object of this test. */
  String name(String of) {
    return "runbook-it-%s-%s".formatted(id, of);
  }

  String selector(String of) {
    return "runbook-it=%s,runbook-it-of=%s".formatted(id, of);
  }

  Value.Handle handle(String type, String of) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("name", new Value.Str(name(of)));
    identity.put("in", new Value.Str(namespace));
    return new Value.Handle("k8s." + type, identity);
  }

  Value.Handle pod(Value.Handle set, int ordinal) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("set", set);
    identity.put("ordinal", new Value.Int(ordinal));
    return new Value.Handle("k8s.Pod", identity);
  }

  /** Whether the pod of a set is on its way out, or is not there any more. */
  boolean isEnding(Value.Handle pod) {
    String set = ((Value.Str) ((Value.Handle) pod.part("set")).part("name")).value();
    String name = set + "-" + ((Value.Int) pod.part("ordinal")).value();
    Pod found = client.pods().inNamespace(namespace).withName(name).get();
    return found == null || found.getMetadata().getDeletionTimestamp() != null;
  }

  /** As {@code k8s.apply} takes it. */
  Value.Fields settings(String of, String data) {
    return manifest("ConfigMap", of, metadata("v1", "ConfigMap", of) + "data: " + data + "\n");
  }

  /** Pods that say a word and wait until they are ended, as an unprivileged user. */
  Value.Fields workload(String kind, String of, int replicas) {
    String yaml =
        metadata("apps/v1", kind, of)
            + """
            spec:
              replicas: %1$d
              %2$s
              selector: {matchLabels: {runbook-it: "%3$s", runbook-it-of: %4$s}}
              template:
                metadata: {labels: {runbook-it: "%3$s", runbook-it-of: %4$s}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: main
                    image: "%5$s"
                    imagePullPolicy: IfNotPresent
                    command: [sh, -c, 'trap "exit 0" TERM; echo ready; while true; do sleep 1; done']
                    resources:
                      requests: {cpu: 10m, memory: 8Mi}
                      limits: {cpu: 100m, memory: 32Mi}
                    securityContext:
                      runAsNonRoot: true
                      runAsUser: 65534
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                      seccompProfile: {type: RuntimeDefault}
            """
                .formatted(
                    replicas,
                    kind.equals("StatefulSet") ? "serviceName: " + name(of) : "paused: false",
                    id,
                    of,
                    image);
    return manifest(kind, of, yaml);
  }

  private String metadata(String version, String kind, String of) {
    return """
        apiVersion: %s
        kind: %s
        metadata: {name: %s, namespace: %s, labels: {runbook-it: "%s"}}
        """
        .formatted(version, kind, name(of), namespace, id);
  }

  private Value.Fields manifest(String kind, String of, String yaml) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("kind", new Value.Str(kind));
    fields.put("name", new Value.Str(name(of)));
    fields.put("uid", new Value.Str(""));
    fields.put("yaml", new Value.Str(yaml));
    return new Value.Fields("k8s.Manifest", fields);
  }

  /** Everything that was made here goes. */
  @Override
  public void close() {
    client.apps().deployments().inNamespace(namespace).withLabel("runbook-it", id).delete();
    client.apps().statefulSets().inNamespace(namespace).withLabel("runbook-it", id).delete();
    client.configMaps().inNamespace(namespace).withLabel("runbook-it", id).delete();
    client.leases().inNamespace(namespace).withName(name("lock")).delete();
    client.close();
    system.close();
  }
}
