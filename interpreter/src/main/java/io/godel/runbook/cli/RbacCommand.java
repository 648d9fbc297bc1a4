package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.access.AccessList;
import io.godel.runbook.access.AccessYaml;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.TypedRunbook;
import java.io.IOException;
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
      paramLabel = "NAME",
      description = "Of the service account, the lock, and what says not where it is.")
  Optional<String> namespace = Optional.empty();

  @Option(
      names = {"-t", "--target"},
      paramLabel = "PROFILE",
      description = "With what it takes to reach the servers of this profile.")
  Optional<String> target = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The kubeconfig's context, instead of the profile's.")
  Optional<String> context = Optional.empty();

  @Option(
      names = "--check",
      description = "Ask the target's systems which of it is missing; nothing is written.")
  boolean check;

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
  public Integer call() throws InterruptedException {
    if (check && target.isEmpty()) {
      throw inputs.wrong("--check asks a target: name it with --target");
    }
    Optional<TypedRunbook> runbook = inputs.runbook(parent);
    if (runbook.isEmpty()) {
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Plan plan = inputs.plan(runbook.get());
    if (target.isEmpty()) {
      String place = namespace.orElse("default");
      return write(plan, AccessList.of(plan, place), place);
    }
    Parsed<Optional<Target>> read = Project.target(inputs.file, target.get());
    if (read.tree().isEmpty()) {
      Inputs.tell(parent, read.diagnostics());
      return ExitCode.TEXT_HAS_ERRORS;
    }
    Target profile = read.tree().get().with(context, namespace);
    AccessList list = AccessList.of(plan, profile);
    return check ? check(plan, list, profile) : write(plan, list, profile.namespace());
  }

  private int check(Plan plan, AccessList list, Target profile) throws InterruptedException {
    try (LiveTarget live =
        LiveTarget.open(profile, Access.LOOK, parent.console.environment(), "rbac", Reach.WALL)) {
      List<String> missing = Permissions.missing(list, live);
      if (json) {
        ObjectNode answer = answer(plan, list);
        missing.forEach(answer.putArray("missing")::add);
        parent.console.out().println(Json.pretty(answer));
      } else if (missing.isEmpty()) {
        parent.console.out().println("all that the plan needs is allowed");
      } else {
        parent.console.out().println("not all that the plan needs is allowed:");
        missing.forEach(each -> parent.console.out().println("  " + each));
      }
      return missing.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    } catch (IOException unreachable) {
      parent.console.err().println("error: " + unreachable.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int write(Plan plan, AccessList list, String place) {
    if (json) {
      parent.console.out().println(Json.pretty(answer(plan, list)));
      return ExitCode.OK;
    }
    parent.console.out().print(AccessYaml.kubernetes(list, account, place));
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
