package io.godel.runbook.conformance;

/** The text around what was drawn. */
final class PlanText {
  private PlanText() {}

  /**
   * @param assessment what is looked at first
   * @param steps of its one scenario
   * @param recovered the check at the end
   */
  static String of(String assessment, String steps, String recovered) {
    return """
    use k8s

    runbook drawn "Drawn" {
      owner "nobody@example.com"
    %s
      assess {
    %s  }
      scenario %s "All of it" {
    %s  }
      recovered {
    %s  }
    }
    """
        .formatted(PlanLooks.HANDLES, assessment, DrawnPlan.SCENARIO, steps, recovered);
  }
}
