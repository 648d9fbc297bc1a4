package io.godel.runbook.backend.kubernetes;

import java.time.Duration;

/**
 * Consent to one acting call, which only the cluster gives that the run is bound to. It is asked
 * for at once, beside whatever else is looked at first.
 */
final class TargetCheck implements ApiServer.Consent {
  private static final String PATH = "/api/v1/namespaces/kube-system";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ApiServer.Asked asked;
  private final String wanted;
  private boolean given;

  private TargetCheck(ApiServer.Asked asked, String wanted) {
    this.asked = asked;
    this.wanted = wanted;
  }

  /** The uid of {@code kube-system}: it stays as long as the cluster does. */
  static String identity(ApiServer server) throws ApiFailure, InterruptedException {
    return uid(server.ask(PATH, PATIENCE));
  }

  private static String uid(ApiServer.Asked asked) throws ApiFailure, InterruptedException {
    return asked.answer().at("/metadata/uid").asText();
  }

  /**
   * @param wanted the identity of the cluster that may be written to
   */
  static TargetCheck begin(ApiServer server, String wanted) {
    return new TargetCheck(server.ask(PATH, PATIENCE), wanted);
  }

  @Override
  public void await() throws ApiFailure, InterruptedException {
    if (given) {
      return;
    }
    String seen;
    try {
      seen = uid(asked);
    } catch (ApiFailure failure) {
      throw failure.beforeActing();
    }
    if (!seen.equals(wanted)) {
      throw ApiFailure.of(
          "wrong_target",
          "this is the cluster %s, and the run is bound to %s".formatted(seen, wanted));
    }
    given = true;
  }
}
