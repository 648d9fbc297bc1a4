package io.godel.runbook.lab.api;

import java.util.Optional;

/** What listens at the ports of pods. */
@FunctionalInterface
public interface PodPorts {

  /** An answer to a request. */
  record Reply(int status, String body) {}

  /** What a GET gives; empty when nothing listens. */
  Optional<Reply> get(String namespace, String pod, int port, String path);
}
