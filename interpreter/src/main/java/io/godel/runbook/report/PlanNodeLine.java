package io.godel.runbook.report;

import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.PlaceText;
import io.godel.runbook.plan.PlanBounds;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node of a plan as a line for people. */
final class PlanNodeLine implements Node.Visitor<PlanLine> {
  private static final String ELSE = "  else ";

  private final PlanWords words;
  private final PlanBounds bounds;
  private final SourceFile source;

  /**
   * @param source the file that needs no name where a line of it is meant
   */
  PlanNodeLine(PlanWords words, PlanBounds bounds, SourceFile source) {
    this.words = words;
    this.bounds = bounds;
    this.source = source;
  }

  List<PlanLine> all(List<Node> nodes) {
    return nodes.stream().map(node -> node.accept(this)).toList();
  }

  /** Short facts and the line in the text. */
  String right(String facts, Span span) {
    String file = span.source() == source ? "" : PlaceText.file(span);
    return facts + "  " + String.format("%4s", file + ":" + span.line());
  }

  private String atMost(List<Node> nodes) {
    return "at most " + ValueText.exactDuration(bounds.of(nodes));
  }

  private static String polled(Duration within, Duration every) {
    return "within " + ValueText.exactDuration(within) + " every " + ValueText.exactDuration(every);
  }

  private static PlanLine plain(String label, String text, String right, String... details) {
    return PlanLine.of(PlanLine.Kind.PLAIN, label, text, right, details);
  }

  @Override
  public PlanLine visitObserve(Node.Observe observe) {
    String name = observe.variable().name();
    String value = PlanWords.term(observe.value());
    if (observe.variable().type() instanceof Type.EvidenceOf type) {
      String text = name + ": " + type.shown() + " = " + value;
      return plain("evidence", text, right("", observe.span()));
    }
    String label = observe.effect() == Effect.PURE ? "let" : "look";
    return plain(label, name + " = " + value, right("", observe.span()));
  }

  @Override
  public PlanLine visitGuard(Node.Guard guard) {
    String fresh =
        guard.fresh().map(age -> "no older than " + ValueText.exactDuration(age)).orElse("");
    return plain(
        "guard",
        words.text(guard.why()),
        right(fresh, guard.span()),
        PlanWords.term(guard.condition()) + ELSE + refusal(guard.otherwise()));
  }

  private String refusal(Node.Refusal refusal) {
    if (refusal instanceof Node.SkipStep) {
      return "skip the step";
    }
    if (refusal instanceof Node.UseScenario use) {
      return "use scenario " + use.scenario();
    }
    return ((Node.AbortRun) refusal).why().map(why -> "abort: " + words.text(why)).orElse("abort");
  }

  @Override
  public PlanLine visitWarn(Node.Warn warn) {
    return plain(
        "warn",
        words.text(warn.why()),
        right("blocks nothing", warn.span()),
        PlanWords.term(warn.condition()));
  }

  @Override
  public PlanLine visitApprove(Node.Approve approve) {
    String who = (approve.another() ? "another " : "") + words.text(approve.role());
    String facts = "by " + who + " within " + ValueText.exactDuration(approve.within());
    String no = refusal(approve.onNo());
    String silence = refusal(approve.onTimeout());
    return plain(
        "approve",
        words.text(approve.question()),
        right(facts, approve.span()),
        no.equals(silence)
            ? "on no and on silence " + no
            : "on no " + no + "; on silence " + silence);
  }

  @Override
  public PlanLine visitAct(Node.Act act) {
    boolean destroys = act.action().effect() == Effect.DESTROYS;
    ActText text = new ActText(act);
    return PlanLine.of(
            destroys ? PlanLine.Kind.DESTROYS : PlanLine.Kind.MUTATES,
            "do",
            text.call(),
            right(destroys ? "DESTROYS" : "mutates", act.span()))
        .with(text.details());
  }

  @Override
  public PlanLine visitVerify(Node.Verify verify) {
    return plain(
        "verify",
        words.text(verify.what()),
        right(polled(verify.within(), verify.every()), verify.span()),
        PlanWords.term(verify.condition()));
  }

  @Override
  public PlanLine visitWait(Node.Wait wait) {
    String condition = PlanWords.term(wait.condition());
    String otherwise = ELSE + refusal(wait.otherwise());
    String right = right(polled(wait.within(), wait.every()), wait.span());
    return wait.what().isPresent()
        ? plain("await", words.text(wait.what().get()), right, condition + otherwise)
        : plain("await", condition, right, otherwise.strip());
  }

  @Override
  public PlanLine visitManual(Node.Manual manual) {
    String facts =
        "by " + words.text(manual.role()) + " within " + ValueText.exactDuration(manual.within());
    return plain("manual", words.text(manual.task()), right(facts, manual.span()))
        .with(
            manual.questions().stream()
                .map(
                    question ->
                        "answers "
                            + question.variable().name()
                            + ": "
                            + question.variable().type().shown()
                            + "  "
                            + words.text(question.text()))
                .toList());
  }

  @Override
  public PlanLine visitBranch(Node.Branch branch) {
    List<PlanLine> ways = new ArrayList<>();
    ways.add(PlanLine.group("then", "", "", all(branch.whenTrue())));
    if (!branch.whenFalse().isEmpty()) {
      ways.add(PlanLine.group("else", "", "", all(branch.whenFalse())));
    }
    String condition = PlanWords.term(branch.condition());
    return PlanLine.group("if", condition, right("", branch.span()), ways);
  }

  @Override
  public PlanLine visitLoop(Node.Loop loop) {
    String head = loop.variable().name() + " in " + PlanWords.term(loop.domain());
    String once = loop.atOnce() == 1 ? "one by one" : loop.atOnce() + " at once";
    String facts = "at most " + loop.most() + ", " + once;
    return PlanLine.group("for", head, right(facts, loop.span()), all(loop.body()));
  }

  @Override
  public PlanLine visitParallel(Node.Parallel parallel) {
    List<PlanLine> branches =
        parallel.branches().stream().flatMap(branch -> all(branch).stream()).toList();
    return PlanLine.group("side by side", "", right("", parallel.span()), branches);
  }

  @Override
  public PlanLine visitSequence(Node.Sequence sequence) {
    String label = sequence.label().isEmpty() ? "block" : "part " + sequence.label();
    return PlanLine.group(label, "", right("", sequence.span()), all(sequence.body()));
  }

  @Override
  public PlanLine visitStep(Node.Step step) {
    List<PlanLine> parts = new ArrayList<>(limits(step));
    parts.addAll(all(step.body()));
    parts.addAll(undo(step));
    step.onFailure()
        .ifPresent(handler -> parts.add(PlanLine.group("on failure", "", "", all(handler))));
    String facts = effect(step) + ", " + atMost(List.of(step));
    return PlanLine.group(step.name(), words.text(step.title()), right(facts, step.span()), parts);
  }

  private static String effect(Node.Step step) {
    if (step.effect() == Effect.DESTROYS) {
      return "DESTROYS";
    }
    boolean byHand = step.body().stream().anyMatch(Node.Manual.class::isInstance);
    return byHand && !step.effect().acts() ? "by hand" : step.effect().word();
  }

  private static List<PlanLine> limits(Node.Step step) {
    List<PlanLine> lines = new ArrayList<>();
    for (Node.Limit limit : step.limits()) {
      lines.add(plain("limit", PlanWords.term(limit.amount()) + " " + limit.unit(), ""));
    }
    List<String> tries = ActText.policy(step.policy());
    if (!tries.isEmpty()) {
      lines.add(plain("tries", String.join(" · ", tries), ""));
    }
    return lines;
  }

  private List<PlanLine> undo(Node.Step step) {
    if (step.undo() instanceof Node.Compensate it) {
      return List.of(
          PlanLine.group("undo", "", right(atMost(it.body()), it.span()), all(it.body())));
    }
    if (step.undo() instanceof Node.Keep it) {
      return List.of(plain("undo", "none, what it did is kept: " + words.text(it.because()), ""));
    }
    if (step.undo() instanceof Node.Irreversible it) {
      String text = "POINT OF NO RETURN: " + words.text(it.because());
      return List.of(
          PlanLine.of(
              PlanLine.Kind.BARRIER,
              "undo",
              text,
              "",
              "once it has acted, nothing before it is undone any more"));
    }
    return List.of();
  }

  @Override
  public PlanLine visitEscalate(Node.Escalate escalate) {
    String with = escalate.with().map(it -> "with " + PlanWords.term(it)).orElse("");
    return plain("escalate", "to " + words.text(escalate.to()), right(with, escalate.span()));
  }

  @Override
  public PlanLine visitAbort(Node.Abort abort) {
    return plain("abort", words.text(abort.why()), right("", abort.span()));
  }
}
