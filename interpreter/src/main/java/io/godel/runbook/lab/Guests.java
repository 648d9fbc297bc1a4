package io.godel.runbook.lab;

import io.godel.runbook.lab.api.PodPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What runs in the pods, seen from outside of the cluster. */
public interface Guests {

  /** What a program left behind. */
  record Ran(int code, String out, String err) {}

  /** A program that is about to run in a pod; it may take its time. */
  interface Program {
    Ran run() throws IOException, InterruptedException;
  }

  /**
   * Finds a program of a pod; called by the lab alone and at the model's present moment.
   *
   * @return empty when the pod has no such program
   */
  Optional<Program> program(String namespace, String pod, List<String> command);

  /** The world has moved on; called by the lab alone, after each event of the model. */
  default void moved() {}

  /** Where the port of a pod can really be reached on this machine; empty when nothing is there. */
  Optional<InetSocketAddress> address(String namespace, String pod, int port);

  /** What a GET of a pod's HTTP port gives; empty when nothing listens. */
  Optional<PodPorts.Reply> get(String namespace, String pod, int port, String path);
}
