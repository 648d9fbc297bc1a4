package io.godel.runbook.access;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.PlanTerms;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plan needs of the systems that it runs on: of every look, act, check, undo and probe in
 * it.
 *
 * @param kubernetes in order
 * @param others by system, as the library declares them
 * @param servers of PostgreSQL by their names, with what is needed on each; what is needed on
 *     servers whose name the plan does not show is under no name
 */
public record AccessList(
    SortedSet<Permit> kubernetes,
    Map<String, SortedSet<String>> others,
    Map<String, SortedSet<String>> servers) {
  /** The only system whose permissions are told apart by what a call is about. */
  private static final String KUBERNETES = "kubernetes";

  private static final String POSTGRES = "postgres";

  private static final Set<String> WRITING = Set.of("patch", "delete");

  /** What is done in a container, which its pod has to be found for. */
  private static final Set<String> OF_FOUND_PODS = Set.of("pods/exec", "pods/proxy", "pods/log");

  /** The place of a look that is given nothing to look at: it looks at the whole cluster. */
  private static final String EVERYWHERE = "";

  public AccessList {
    kubernetes = Collections.unmodifiableSortedSet(new TreeSet<>(kubernetes));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /**
   * A verb on a kind of object.
   *
   * @param namespace empty for what is in none
   * @param group empty for the core group
   * @param resource with its subresource behind a slash
   */
  public record Permit(String namespace, String group, String resource, String verb)
      implements Comparable<Permit> {
    @Override
    public int compareTo(Permit other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      String kind = group.isEmpty() ? resource : resource + " of " + group;
      return "%s: %s %s".formatted(namespace.isEmpty() ? "cluster" : namespace, verb, kind);
    }
  }

  /**
   * @param namespace of what does not say where it is, and of the lock of the target
   */
  public static AccessList of(Plan plan, String namespace) {
    Collector collector = new Collector(plan, namespace);
    collector.run();
    PlanTerms.of(plan, collector::term, collector::act);
    return new AccessList(collector.permits, collector.others, collector.servers);
  }

  /** The same, with what it takes to reach the servers of the target. */
  public static AccessList of(Plan plan, Target target) {
    AccessList list = of(plan, target.namespace());
    SortedSet<Permit> all = new TreeSet<>(list.kubernetes);
    all.addAll(WayThere.of(target));
    return new AccessList(all, list.others, list.servers);
  }

  /** Goes through the calls of a plan. */
  private static final class Collector {
    private final Library library;
    private final Evaluator evaluator;
    private final String namespace;
    private final SortedSet<Permit> permits = new TreeSet<>();
    private final Map<String, SortedSet<String>> others = new LinkedHashMap<>();
    private final Map<String, SortedSet<String>> servers = new LinkedHashMap<>();
    private final Set<String> probed = new HashSet<>();
    private Env env = Env.EMPTY;

    Collector(Plan plan, String namespace) {
      this.library = plan.library();
      this.evaluator = new Evaluator(plan.library());
      this.namespace = namespace;
      for (Plan.Argument argument : plan.arguments()) {
        env = env.with(argument.variable(), argument.value());
      }
      for (Node node : plan.settings()) {
        if (node instanceof Node.Observe it) {
          value(it.value()).ifPresent(known -> env = env.with(it.variable(), known));
        }
      }
    }

    /** What a run needs whatever is in its plan. */
    void run() {
      permits.add(new Permit("", "", "namespaces", "get"));
      for (String verb : List.of("get", "create", "update")) {
        permits.add(new Permit(namespace, "coordination.k8s.io", "leases", verb));
      }
    }

    private Optional<Value> value(Term term) {
      return evaluator.evaluate(term, env, Instant.EPOCH, List.of()) instanceof Evaluation.Ready it
          ? Optional.of(it.value())
          : Optional.empty();
    }

    void act(Node.Act act) {
      call(act.action(), act.arguments());
    }

    void term(Term term) {
      if (term instanceof Term.Invoke call) {
        call(call.action(), call.arguments());
      }
      Terms.parts(term).forEach(this::term);
    }

    private void call(Action named, List<Term> arguments) {
      Action action = library.action(named.qualifiedName()).orElse(named);
      Map<Variable, Term> given = new LinkedHashMap<>();
      for (int i = 0; i < arguments.size(); i++) {
        given.put(action.parameters().get(i).variable(), arguments.get(i));
      }
      if (action.form() == Action.Form.VALUE) {
        term(Terms.substitute(library.values().get(action.qualifiedName()), given));
        return;
      }
      action.permissions().forEach(permission -> permission(permission, arguments));
      // A probe asks with the arguments of its call; what it calls acts on nothing.
      if (action.decision() instanceof Action.Probe probe
          && probed.add(action.qualifiedName() + arguments)) {
        term(Terms.substitute(probe.term(), given));
      }
    }

    private void permission(Action.Permission permission, List<Term> arguments) {
      if (!permission.system().equals(KUBERNETES)) {
        others
            .computeIfAbsent(permission.system(), system -> new TreeSet<>())
            .add(permission.permission());
        if (permission.system().equals(POSTGRES)) {
          servers
              .computeIfAbsent(server(arguments), name -> new TreeSet<>())
              .add(permission.permission());
        }
        return;
      }
      String[] parts = permission.permission().split(" ", 2);
      for (String resource :
          Resources.named(parts[1], arguments.stream().map(Collector::type).toList())) {
        allow(parts[0], resource, arguments.isEmpty() ? EVERYWHERE : place(arguments));
      }
    }

    private String server(List<Term> arguments) {
      for (Term argument : arguments) {
        if (value(argument).orElse(null) instanceof Value.Handle handle
            && handle.type().equals("pg.Server")) {
          return ((Value.Str) handle.part("name")).value();
        }
      }
      return "";
    }

    private static Type type(Term term) {
      return term instanceof Term.Converted converted ? type(converted.value()) : term.type();
    }

    /** What is written is read before; who runs a program in a pod has found its container. */
    private void allow(String verb, String resource, String place) {
      String where = Resources.inNamespace(resource) ? place : "";
      permits.add(new Permit(where, Resources.group(resource), resource, verb));
      if (WRITING.contains(verb)) {
        permits.add(new Permit(where, Resources.group(resource), resource, "get"));
      }
      if (OF_FOUND_PODS.contains(resource)) {
        permits.add(new Permit(where, "", "pods", "list"));
      }
      if (resource.equals("pods/exec")) {
        permits.add(new Permit(where, "", "pods/exec", "get"));
      }
    }

    /** Where the first thing is that the call is about. */
    private String place(List<Term> arguments) {
      for (Term argument : arguments) {
        Optional<String> place = value(argument).flatMap(Collector::placeOf);
        if (place.isPresent()) {
          return place.get();
        }
      }
      return namespace;
    }

    private static Optional<String> placeOf(Value value) {
      if (value instanceof Value.Handle handle) {
        return handle.identity().get("in") instanceof Value.Str in
            ? Optional.of(in.value())
            : Optional.ofNullable(handle.identity().get("set")).flatMap(Collector::placeOf);
      }
      return value instanceof Value.Items items && !items.values().isEmpty()
          ? placeOf(items.values().get(0))
          : Optional.empty();
    }
  }
}
