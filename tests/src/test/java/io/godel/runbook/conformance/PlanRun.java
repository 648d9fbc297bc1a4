package io.godel.runbook.conformance;

import io.godel.runbook.backend.simulated.Reply;
import java.util.List;
import java.util.Map;

/**
 * What came of a plan on one side.
 *
 * @param trace what was told of it, in order
 * @param replies what was answered to each call, and how long that took
 * @param end how the world is left: by question
 */
record PlanRun(List<String> trace, List<Reply> replies, Map<String, String> end) {
  PlanRun {
    trace = List.copyOf(trace);
    replies = List.copyOf(replies);
  }
}
