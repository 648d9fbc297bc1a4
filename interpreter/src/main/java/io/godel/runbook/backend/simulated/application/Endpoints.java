package io.godel.runbook.backend.simulated.application;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.Pod;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the application answers to requests. */
final class Endpoints {
  private static final Pattern TEAM = Pattern.compile("/api/teams/([^/]+)(/pause|/resume|)");
  private static final Pattern TEAM_AGENTS = Pattern.compile("/api/teams/([^/]+)/agents");
  private static final String AGENT = "/api/agents/";
  private static final Pattern PENDING = Pattern.compile("status=pending(&limit=([0-9]{1,4}))?");
  private static final Pattern MAXIMUM = Pattern.compile("\"maxAgents\"\\s*:\\s*([0-9]{1,9})");
  private static final long AGENTS_SHOWN = 100;

  private final Application application;

  Endpoints(Application application) {
    this.application = application;
  }

  record Answer(int status, String body) {
    static final Answer NOT_FOUND = new Answer(404, "");
    static final Answer OK = new Answer(200, "");
  }

  /** Whether only requests that bring credentials are let in, where that is asked for. */
  static boolean wantsCredentials(String path) {
    return path.startsWith("/api/");
  }

  /**
   * @param pod the one that the request reached
   */
  Answer get(Pod pod, String path, String query) {
    if (path.equals("/health")) {
      return new Answer(200, "{\"status\":\"ok\"}");
    }
    if (path.equals("/ready")) {
      Optional<String> error = application.databaseError(pod);
      return error
          .map(text -> new Answer(503, "{\"status\":\"not ready\",\"error\":\"database\"}"))
          .orElseGet(() -> new Answer(200, "{\"status\":\"ready\"}"));
    }
    if (path.equals("/api/teams")) {
      return new Answer(200, teams());
    }
    Matcher agents = TEAM_AGENTS.matcher(path);
    if (agents.matches()) {
      return team(agents.group(1))
          .map(team -> new Answer(200, waiting(team, query)))
          .orElse(Answer.NOT_FOUND);
    }
    return agent(path).filter(this::waits).isPresent() ? Answer.OK : Answer.NOT_FOUND;
  }

  private Optional<Team> team(String name) {
    return Optional.ofNullable(application.agents().teams().get(name));
  }

  /** Whether an agent waits in one of the teams. */
  private boolean waits(String agent) {
    return application.agents().teams().values().stream()
        .anyMatch(team -> team.waits(agent).isPresent());
  }

  private String teams() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode teams = json.putArray("teams");
    application.agents().teams().forEach((name, team) -> describe(team, teams.addObject()));
    return json.toString();
  }

  private static void describe(Team team, ObjectNode json) {
    json.put("id", team.name);
    json.put("agentCount", team.activeAgents() + team.pendingAgents());
    json.put("paused", team.paused);
    if (team.maximum != Long.MAX_VALUE) {
      json.put("maxAgents", team.maximum);
    }
  }

  /** Nothing for a status that is not modelled. */
  private static String waiting(Team team, String query) {
    Matcher pending = PENDING.matcher(query);
    if (!pending.matches()) {
      return agents(List.of());
    }
    long most = pending.group(2) == null ? AGENTS_SHOWN : Long.parseLong(pending.group(2));
    return agents(team.waiting(Math.min(most, AGENTS_SHOWN)));
  }

  /** Many, and asked for again and again: no tree of them is made first. */
  private static String agents(List<String> names) {
    StringBuilder json = new StringBuilder("{\"agents\":[");
    for (String name : names) {
      json.append(json.charAt(json.length() - 1) == '[' ? "{\"id\":\"" : ",{\"id\":\"");
      JsonStringEncoder.getInstance().quoteAsString(name, json);
      json.append("\",\"status\":\"pending\"}");
    }
    return json.append("]}").toString();
  }

  Answer post(String path) {
    if (path.equals("/admin/recovery/redis")) {
      return application.replay() ? new Answer(202, "") : new Answer(503, "");
    }
    if (path.equals("/admin/cache/warm")) {
      return application.warm() ? new Answer(202, "") : new Answer(503, "");
    }
    Matcher matcher = TEAM.matcher(path);
    Optional<Team> team = matcher.matches() ? team(matcher.group(1)) : Optional.empty();
    if (team.isEmpty() || matcher.group(2).isEmpty()) {
      return Answer.NOT_FOUND;
    }
    team.get().paused = matcher.group(2).equals("/pause");
    return Answer.OK;
  }

  /** A change of a team's settings. */
  Answer patch(String path, String body) {
    Matcher matcher = TEAM.matcher(path);
    Optional<Team> team = matcher.matches() ? team(matcher.group(1)) : Optional.empty();
    if (team.isEmpty() || !matcher.group(2).isEmpty()) {
      return Answer.NOT_FOUND;
    }
    Matcher maximum = MAXIMUM.matcher(body);
    if (!maximum.find()) {
      return new Answer(400, "");
    }
    team.get().maximum = Long.parseLong(maximum.group(1));
    return Answer.OK;
  }

  Answer delete(String path) {
    return agent(path).filter(this::remove).isPresent() ? new Answer(204, "") : Answer.NOT_FOUND;
  }

  private boolean remove(String agent) {
    for (Team team : application.agents().teams().values()) {
      if (team.remove(agent)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> agent(String path) {
    String name = path.startsWith(AGENT) ? path.substring(AGENT.length()) : "";
    return name.isEmpty() || name.contains("/") ? Optional.empty() : Optional.of(name);
  }
}
