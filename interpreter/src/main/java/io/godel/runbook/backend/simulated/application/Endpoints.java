package io.godel.runbook.backend.simulated.application;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the application answers to requests. */
final class Endpoints {
  private static final Pattern TEAM = Pattern.compile("/api/teams/([^/]+)(/pause|/resume|)");
  private static final Pattern MAXIMUM = Pattern.compile("\"maxAgents\"\\s*:\\s*([0-9]{1,9})");

  private final Application application;

  Endpoints(Application application) {
    this.application = application;
  }

  record Answer(int status, String body) {}

  /**
   * @param pod the one that the request reached
   */
  Answer get(Pod pod, String path) {
    if (path.equals("/health")) {
      return new Answer(200, "{\"status\":\"ok\"}");
    }
    if (path.equals("/ready")) {
      Optional<String> error = application.databaseError(pod);
      return error
          .map(text -> new Answer(503, "{\"status\":\"not ready\",\"error\":\"database\"}"))
          .orElseGet(() -> new Answer(200, "{\"status\":\"ready\"}"));
    }
    return path.equals("/api/teams") ? new Answer(200, teams()) : new Answer(404, "");
  }

  private String teams() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode teams = json.putArray("teams");
    application
        .agents()
        .teams()
        .forEach(
            (name, team) ->
                teams
                    .addObject()
                    .put("id", name)
                    .put("agentCount", Math.round(team.active + team.pending))
                    .put("paused", team.paused));
    return json.toString();
  }

  Answer post(String path, String body) {
    if (path.equals("/admin/recovery/redis")) {
      return application.replay() ? new Answer(202, "") : new Answer(503, "");
    }
    if (path.equals("/admin/cache/warm")) {
      return new Answer(202, "");
    }
    Matcher matcher = TEAM.matcher(path);
    Agents.Team team =
        matcher.matches() ? application.agents().teams().get(matcher.group(1)) : null;
    if (team == null) {
      return new Answer(404, "");
    }
    return change(team, matcher.group(2), body);
  }

  private static Answer change(Agents.Team team, String verb, String body) {
    if (!verb.isEmpty()) {
      team.paused = verb.equals("/pause");
      return new Answer(200, "");
    }
    Matcher maximum = MAXIMUM.matcher(body);
    if (!maximum.find()) {
      return new Answer(400, "");
    }
    team.maximum = Long.parseLong(maximum.group(1));
    team.pending = Math.min(team.pending, Math.max(0, team.maximum - team.active));
    return new Answer(200, "");
  }
}
