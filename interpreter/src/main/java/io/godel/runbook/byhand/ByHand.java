package io.godel.runbook.byhand;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermWritten;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Variable;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes what remains of a plan as a script for a person to go through line by line: conditions are
 * comments that say what to look for, and the commands to look with stand below them.
 */
public final class ByHand {
  private static final String STEP = "  ";

  /** The variables that say where a server or a store is. */
  private static final Pattern CONNECTION = Pattern.compile("\\$((?:PG|BACKUPS)_[A-Z0-9_]+)");

  private final Calls calls;
  private final Predicate<Node.Step> done;
  private final SoFar soFar;
  private final List<String> lines = new ArrayList<>();
  private final Set<Variable> shell = new HashSet<>();
  private Env env;

  /** In a loop a node of the plan stands for all its rounds. */
  private boolean inLoop;

  private ByHand(Plan plan, Env env, SoFar soFar, Predicate<Node.Step> done) {
    this.calls = new Calls(plan.library());
    this.env = env;
    this.soFar = soFar;
    this.done = done;
  }

  /**
   * @param scenario the one to write down; all of them, and how to choose, where none is given
   * @param connections what is known of the variables that say where servers are, by their names
   * @param soFar what the run has found out and done
   * @param done the steps that are behind it
   */
  public static List<String> of(
      Plan plan,
      Optional<String> scenario,
      Map<String, String> connections,
      SoFar soFar,
      Predicate<Node.Step> done) {
    Env env = Env.EMPTY;
    for (Plan.Argument argument : plan.arguments()) {
      env = env.with(argument.variable(), argument.value());
    }
    ByHand hand = new ByHand(plan, env, soFar, done);
    hand.plan(plan, scenario);
    List<String> all = new ArrayList<>();
    all.add("# " + plan.title() + ", by hand. Go through it line by line; it is no script to run.");
    variables(hand.lines).forEach(name -> all.add(set(name, connections.get(name))));
    all.addAll(hand.lines);
    return all;
  }

  /** The actions that there is a command for, by qualified name. */
  public static Set<String> actions() {
    return Calls.known();
  }

  private static Set<String> variables(List<String> lines) {
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      Matcher use = CONNECTION.matcher(line);
      while (use.find()) {
        names.add(use.group(1));
      }
    }
    return names;
  }

  private static String set(String name, String known) {
    return known == null ? name + "=   # put here where that is" : name + "=" + Shell.word(known);
  }

  private void plan(Plan plan, Optional<String> scenario) {
    all(plan.settings(), "");
    if (scenario.isEmpty()) {
      heading("Assessment");
      all(plan.assess(), "");
      for (Plan.Scenario each : plan.scenarios()) {
        each.when()
            .ifPresent(when -> condition("if the scenario " + each.name() + " fits", when, ""));
      }
    } else {
      // What the scenario speaks of is found out where the run has not.
      all(plan.assess(), "");
    }
    for (Plan.Scenario each : plan.scenarios()) {
      if (scenario.map(each.name()::equals).orElse(true)) {
        heading("Scenario " + each.name() + ": " + text(each.title()));
        all(each.body(), "");
      }
    }
    heading("Recovery check");
    all(plan.recovered(), "");
    plan.afterwards().forEach(task -> lines.add("# afterwards: " + text(task)));
  }

  private void heading(String title) {
    lines.add("");
    lines.add("# === " + title);
  }

  private String text(Term term) {
    return calls.value(term, env).map(ValueText::plain).orElseGet(() -> TermWritten.of(term));
  }

  private static String time(Duration duration) {
    return ValueText.duration(duration);
  }

  private void all(List<Node> nodes, String indent) {
    nodes.forEach(node -> one(node, indent));
  }

  private void one(Node node, String indent) {
    if (node instanceof Node.Observe it) {
      observe(it, indent);
    } else if (node instanceof Node.Guard it) {
      condition("only if " + text(it.why()), it.condition(), indent);
      lines.add(indent + "#   else: " + refusal(it.otherwise()));
    } else if (node instanceof Node.Warn it) {
      condition("mind: " + text(it.why()) + ", unless", it.condition(), indent);
    } else if (node instanceof Node.Approve it) {
      lines.add(indent + "# ask " + text(it.role()) + ": " + text(it.question()));
    } else if (node instanceof Node.Act it) {
      act(it, indent);
    } else if (node instanceof Node.Verify it) {
      condition(
          "wait at most " + time(it.within()) + " until " + text(it.what()),
          it.condition(),
          indent);
    } else if (node instanceof Node.Wait it) {
      String what = it.what().map(this::text).orElse("it is so");
      condition("wait at most " + time(it.within()) + " until " + what, it.condition(), indent);
      lines.add(indent + "#   else: " + refusal(it.otherwise()));
    } else if (node instanceof Node.Manual it) {
      manual(it, indent);
    } else if (node instanceof Node.Branch it) {
      branch(it, indent);
    } else if (node instanceof Node.Loop it) {
      lines.add(
          indent + "# for each " + it.variable().name() + " of " + TermWritten.of(it.domain()));
      looks(it.domain(), indent);
      boolean outer = inLoop;
      inLoop = true;
      all(it.body(), indent + STEP);
      inLoop = outer;
    } else if (node instanceof Node.Parallel it) {
      it.branches().forEach(branch -> all(branch, indent));
    } else if (node instanceof Node.Sequence it) {
      all(it.body(), indent);
    } else if (node instanceof Node.Step it) {
      step(it, indent);
    } else if (node instanceof Node.Escalate it) {
      lines.add(indent + "# hand over to " + text(it.to()));
    } else if (node instanceof Node.Abort it) {
      lines.add(indent + "# stop here: " + text(it.why()));
    }
  }

  private void act(Node.Act act, String indent) {
    int from = lines.size();
    add(calls.command(act.action(), act.arguments(), env, shell), indent);
    if (!inLoop && soFar.done().contains(act.id())) {
      lines.add(from, indent + "# done already:");
      comment(from + 1, indent);
    } else if (!inLoop && soFar.inDoubt().contains(act.id())) {
      lines.add(from, indent + "# begun, and nobody knows whether it took effect: look first");
    }
  }

  /** Nobody does by a slip of the hand what is not to be done now. */
  private void comment(int from, String indent) {
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      lines.set(i, indent + "#   " + (line.startsWith("#") ? line.substring(1).strip() : line));
    }
  }

  private void step(Node.Step step, String indent) {
    lines.add("");
    if (done.test(step)) {
      lines.add(indent + "# --- " + step.name() + ": done already");
      return;
    }
    lines.add(indent + "# --- " + step.name() + ": " + text(step.title()));
    step.limits()
        .forEach(
            limit ->
                lines.add(indent + "#   at most " + text(limit.amount()) + " " + limit.unit()));
    all(step.body(), indent);
    if (step.undo() instanceof Node.Compensate undo) {
      lines.add(indent + "# to take it back:");
      int from = lines.size();
      all(undo.body(), indent);
      comment(from, indent);
    } else if (step.undo() instanceof Node.Irreversible barrier) {
      lines.add(indent + "# POINT OF NO RETURN: " + text(barrier.because()));
    }
  }

  /** What one look gives is kept in a variable of the shell; everything else a person types in. */
  private void observe(Node.Observe observe, String indent) {
    if (env.find(observe.variable()).isPresent() || shell.contains(observe.variable())) {
      return;
    }
    Optional<Value> value = calls.value(observe.value(), env);
    if (value.isPresent()) {
      env = env.with(observe.variable(), value.get());
      return;
    }
    String name = Shell.name(observe.variable().name());
    Optional<Term.Invoke> look = calls.asLook(observe.value());
    Value seen = inLoop ? null : soFar.seen().get(observe.id());
    if (seen != null) {
      look.ifPresent(it -> saved(it, name, seen, indent));
      env = env.with(observe.variable(), seen);
      return;
    }
    if (look.isPresent()) {
      List<String> command = calls.command(look.get().action(), look.get().arguments(), env, shell);
      if (command.size() == 1
          && !command.get(0).contains("   #")
          && !command.get(0).contains(" > ")) {
        lines.add(indent + name + "=$(" + command.get(0) + ")");
      } else {
        lines.add(indent + "# " + name + ":");
        add(command, indent);
      }
    } else {
      lines.add(indent + "# " + name + " is " + TermWritten.of(observe.value()));
      looks(observe.value(), indent);
      lines.add(indent + "read -rp '" + name + ": ' " + name);
    }
    shell.add(observe.variable());
  }

  /** What was saved then is put where the command that applies it looks for it. */
  private void saved(Term.Invoke look, String name, Value seen, String indent) {
    if (look.action().qualifiedName().equals("k8s.manifest") && seen instanceof Value.Fields it) {
      String command = calls.command(look.action(), look.arguments(), env, shell).get(0);
      String file = command.substring(command.lastIndexOf(" > "));
      lines.add(indent + "# " + name + ", as the run has seen it:");
      List<String> document = new ArrayList<>(List.of("cat" + file + " <<'END'"));
      document.addAll(ValueText.plain(it.field("yaml")).lines().toList());
      document.add("END");
      add(document, indent);
    }
  }

  private void condition(String words, Term condition, String indent) {
    lines.add(indent + "# " + words + ":  " + TermWritten.of(condition));
    looks(condition, indent);
  }

  private void looks(Term term, String indent) {
    calls.looks(term, env, shell).forEach(command -> add(command, indent));
  }

  /**
   * The lines of a text that is handed over in the command stand where they must: at the margin.
   */
  private void add(List<String> command, String indent) {
    boolean isDocument = !command.isEmpty() && command.get(0).contains("<<");
    command.forEach(
        line -> lines.add(isDocument && !line.equals(command.get(0)) ? line : indent + line));
  }

  private static String refusal(Node.Refusal refusal) {
    if (refusal instanceof Node.SkipStep) {
      return "leave this step out";
    }
    return refusal instanceof Node.UseScenario use
        ? "turn to the scenario " + use.scenario()
        : "stop, and take back what was done";
  }

  private void manual(Node.Manual manual, String indent) {
    lines.add(indent + "# " + text(manual.role()) + " does: " + text(manual.task()));
    for (Node.Question question : manual.questions()) {
      String name = Shell.name(question.variable().name());
      lines.add(indent + "read -rp " + Shell.word(text(question.text()) + " ") + " " + name);
      shell.add(question.variable());
    }
  }

  private void branch(Node.Branch branch, String indent) {
    condition("if", branch.condition(), indent);
    all(branch.whenTrue(), indent + STEP);
    if (!branch.whenFalse().isEmpty()) {
      lines.add(indent + "# else");
      all(branch.whenFalse(), indent + STEP);
    }
  }
}
