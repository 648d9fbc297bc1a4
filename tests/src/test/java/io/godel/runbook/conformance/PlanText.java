package io.godel.runbook.conformance;

/** The text around what was drawn. */
final class PlanText {
  private PlanText() {}

  /**
   * @param declarations besides the handles of the cluster
   * @param assessment what is looked at first
   * @param steps of its one scenario
   * @param recovered the check at the end
   */
  static String of(String declarations, String assessment, String steps, String recovered) {
    return """
    use k8s, pg

    runbook drawn "Drawn" {
      owner "nobody@example.com"
    %s%s
      assess {
    %s  }
      scenario %s "All of it" {
    %s  }
      recovered {
    %s  }
    }
    """
        .formatted(
            PlanLooks.HANDLES, declarations, assessment, DrawnPlan.SCENARIO, steps, recovered);
  }
}
