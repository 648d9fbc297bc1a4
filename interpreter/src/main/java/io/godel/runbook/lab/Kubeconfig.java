package io.godel.runbook.lab;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The file that tells clients where a cluster is and who comes in. */
final class Kubeconfig {
  private Kubeconfig() {}

  static String text(String url, String authority, String user, String token, String namespace) {
    String certificate =
        Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
    return """
        apiVersion: v1
        kind: Config
        current-context: lab
        clusters:
        - name: lab
          cluster:
            server: %s
            certificate-authority-data: %s
        users:
        - name: %s
          user:
            token: %s
        contexts:
        - name: lab
          context:
            cluster: lab
            user: %s
            namespace: %s
        """
        .formatted(url, certificate, user, token, user, namespace);
  }
}
