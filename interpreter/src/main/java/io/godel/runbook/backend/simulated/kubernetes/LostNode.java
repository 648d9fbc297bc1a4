package io.godel.runbook.backend.simulated.kubernetes;

/** What an API server says when it has to ask the kubelet of a node that answers no more. */
public final class LostNode {
  private static final int ADDRESSES = 250;

  private LostNode() {}

  /** By which the API server reaches the kubelet. */
  static String address(String node) {
    return "192.0.2." + (1 + Math.floorMod(node.hashCode(), ADDRESSES));
  }

  /** Of the log of a pod that is there. */
  public static String noLog(String node) {
    return "Get \"https://%s:10250/containerLogs\": dial tcp: i/o timeout".formatted(address(node));
  }

  /** Of what the kubelet measures. */
  public static String noSummary(String node) {
    return "error trying to reach service: dial tcp: lookup %s: i/o timeout".formatted(node);
  }
}
