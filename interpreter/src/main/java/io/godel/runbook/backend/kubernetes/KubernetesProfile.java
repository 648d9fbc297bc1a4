package io.godel.runbook.backend.kubernetes;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.List;
import java.util.Optional;

/**
 * The cluster of a target.
 *
 * @param context of the kubeconfig; the ambient one is never taken for a run that acts
 * @param kubeconfig a file; otherwise as kubectl finds them
 * @param namespace where leases are kept and where nothing else is said
 * @param identity the uid that the namespace {@code kube-system} has to have
 */
public record KubernetesProfile(
    Optional<String> context,
    Optional<String> kubeconfig,
    String namespace,
    Optional<String> identity) {
  private static final List<String> KEYS =
      List.of("context", "kubeconfig", "namespace", "identity");

  public static KubernetesProfile read(YamlTree tree, List<Diagnostic> diagnostics) {
    Section section = Section.of(tree, KEYS, diagnostics);
    return new KubernetesProfile(
        section.string("context"),
        section.string("kubeconfig"),
        section.string("namespace", "default"),
        section.string("identity"));
  }

  /** With what the command line says instead. */
  public KubernetesProfile with(Optional<String> otherContext, Optional<String> otherNamespace) {
    return new KubernetesProfile(
        otherContext.or(() -> context), kubeconfig, otherNamespace.orElse(namespace), identity);
  }
}
