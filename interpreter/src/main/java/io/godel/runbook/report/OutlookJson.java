package io.godel.runbook.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.outlook.Finding;
import io.godel.runbook.outlook.Outlook;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.ValueText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings for machines. */
public final class OutlookJson {
  private OutlookJson() {}

  /**
   * @param facts what the target is, by name
   */
  public static ObjectNode of(
      Plan plan, Outlook.Scenarios scenarios, List<Finding> findings, Map<String, String> facts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("runbook", plan.runbook()).put("plan", plan.hash());
    ObjectNode target = json.putObject("target");
    facts.forEach(target::put);
    scenarios.fit().forEach(json.putArray("scenarios")::add);
    json.put("trouble", OutlookSummary.of(findings).trouble().size());
    ArrayNode all = json.putArray("findings");
    findings.forEach(finding -> write(finding, all.addObject()));
    return json;
  }

  private static void write(Finding finding, ObjectNode json) {
    json.put("node", finding.node());
    if (finding instanceof Finding.Part it) {
      json.put("is", "part").put("kind", lower(it.kind())).put("name", it.name());
    } else if (finding instanceof Finding.Seen it) {
      json.put("is", "seen").put("name", it.name()).put("value", ValueText.shown(it.value()));
    } else if (finding instanceof Finding.NotSeen it) {
      json.put("is", "not_seen").put("name", it.name());
      json.put("code", it.code()).put("reason", it.reason());
    } else if (finding instanceof Finding.NotYet it) {
      json.put("is", "not_yet").put("name", it.what()).put("reason", it.reason());
    } else if (finding instanceof Finding.Condition it) {
      json.put("is", lower(it.use())).put("name", it.what()).put("truth", lower(it.truth()));
      it.failure().ifPresent(code -> json.put("code", code));
      ArrayNode parts = json.putArray("parts");
      it.explanation()
          .parts()
          .forEach(part -> parts.addObject().put("text", part.text()).put("value", part.value()));
    } else if (finding instanceof Finding.Act it) {
      json.put("is", "act").put("name", it.shown()).put("diff", it.diff());
      it.answer().ifPresent(answer -> json.put("answer", answer(answer)));
    } else if (finding instanceof Finding.Person it) {
      json.put("is", "person").put("name", it.what()).put("role", it.role());
    } else if (finding instanceof Finding.Fork it) {
      json.put("is", "fork").put("way", it.way());
    }
  }

  private static String answer(Outcome answer) {
    return answer instanceof Outcome.Done
        ? "accepted"
        : answer instanceof Outcome.NotDone it ? it.code() + ": " + it.reason() : "unknown";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
