package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.access.AccessList;
import io.godel.runbook.access.AccessYaml;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.types.TypedRunbook;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook rbac}: the least that has to be allowed for a plan. */
@Command(name = "rbac", description = "Write the least roles and grants that a runbook needs.")
final class RbacCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;
  @Mixin Inputs inputs;

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Of the service account, the lock, and what says not where it is.")
  String namespace;

  @Option(
      names = "--service-account",
      defaultValue = "runbook",
      paramLabel = "NAME",
      description = "Who runs it in the cluster.")
  String account;

  @Option(
      names = "--user",
      defaultValue = "runbook",
      paramLabel = "NAME",
      description = "Who runs it on PostgreSQL servers.")
  String user;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  @Override
  public Integer call() {
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Plan plan = inputs.plan(runbook.get());
    AccessList list = AccessList.of(plan, namespace);
    if (json) {
      parent.console.out().println(Json.pretty(answer(plan, list)));
      return ExitCode.OK;
    }
    parent.console.out().print(AccessYaml.kubernetes(list, account, namespace));
    List<String> grants = AccessYaml.postgres(list, user);
    if (!grants.isEmpty()) {
      parent.console.out().println("---");
      parent.console.out().println("# On each PostgreSQL server:");
      grants.forEach(grant -> parent.console.out().println("# " + grant));
    }
    return ExitCode.OK;
  }

  private static ObjectNode answer(Plan plan, AccessList list) {
    ObjectNode answer = Json.object();
    answer.put("runbook", plan.runbook()).put("plan", plan.hash());
    ArrayNode permits = answer.putArray("kubernetes");
    for (AccessList.Permit permit : list.kubernetes()) {
      permits
          .addObject()
          .put("namespace", permit.namespace())
          .put("group", permit.group())
          .put("resource", permit.resource())
          .put("verb", permit.verb());
    }
    ObjectNode others = answer.putObject("others");
    list.others().forEach((system, all) -> all.forEach(others.withArray("/" + system)::add));
    return answer;
  }
}
