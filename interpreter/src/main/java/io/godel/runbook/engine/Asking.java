package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import io.godel.runbook.plan.Node;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks people: for their yes, and to do what only they can do. */
final class Asking {
  /** So often it is asked; after that an answer of somebody else is waited for in silence. */
  private static final int ASKED_MAX = 3;

  private final Turn turn;
  private final Frame frame;

  Asking(Turn turn, Frame frame) {
    this.turn = turn;
    this.frame = frame;
  }

  private String stepName() {
    return frame.step().map(step -> turn.step(step).step().name()).orElse("");
  }

  void approve(Node.Approve approve, Next next) {
    String id = turn.id(frame.instance(approve.id()));
    Command.Approval approval =
        new Command.Approval(
            id,
            approve.id(),
            stepName(),
            Texts.of(turn, frame, approve.question()),
            Texts.of(turn, frame, approve.role()),
            approve.another(),
            approve.within(),
            new Prospects(turn, frame).before(approve));
    turn.tell(new Notice.ApprovalAsked(approve.id(), approval));
    Instant asked = turn.now;
    listen(turn, approve, approval, asked, ASKED_MAX, next);
    turn.wake(
        frame.strand(),
        false,
        patience(id),
        asked.plus(approve.within()),
        later -> {
          later.forget(id);
          String nobody = Notice.ApprovalDecided.NOBODY;
          decided(later, approve, approval, asked, no(later, id, nobody, "no answer in time"));
          Guards.refuse(
              later,
              frame,
              approve.id(),
              approve.onTimeout(),
              "no answer within " + ValueText.duration(approve.within()));
        });
  }

  private static String patience(String request) {
    return "patience with " + request;
  }

  private void listen(
      Turn now,
      Node.Approve approve,
      Command.Approval approval,
      Instant asked,
      int more,
      Next next) {
    BiConsumer<Turn, Input> answered =
        (later, input) -> {
          Input.Decided answer = (Input.Decided) input;
          boolean own = approval.another() && answer.by().equals(later.facts().startedBy());
          if (own && answer.decision() == Input.Decision.YES) {
            String reason = "the one who started the run cannot be the one who says yes";
            decided(later, approve, approval, asked, no(later, approval.id(), answer.by(), reason));
            listen(later, approve, approval, asked, more - 1, next);
            return;
          }
          later.forget(patience(approval.id()));
          decided(later, approve, approval, asked, answer);
          if (answer.decision() == Input.Decision.YES) {
            next.go(later, frame.env());
          } else {
            String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
            Guards.refuse(
                later, frame, approve.id(), approve.onNo(), answer.by() + " said no" + why);
          }
        };
    if (more > 0) {
      now.ask(frame.strand(), false, approval, answered);
    } else {
      now.listen(frame.strand(), false, approval, answered);
    }
  }

  private static void decided(
      Turn turn,
      Node.Approve approve,
      Command.Approval approval,
      Instant asked,
      Input.Decided answer) {
    turn.tell(
        new Notice.ApprovalDecided(
            approve.id(),
            approval.step(),
            answer.decision() == Input.Decision.YES,
            answer.by(),
            answer.reason(),
            answer.seen(),
            Execution.since(turn, asked)));
  }

  private static Input.Decided no(Turn turn, String request, String by, String reason) {
    return new Input.Decided(turn.now, request, Input.Decision.NO, by, reason);
  }

  void task(Node.Manual manual, Next next) {
    String id = turn.id(frame.instance(manual.id()));
    List<Command.Field> fields =
        manual.questions().stream()
            .map(
                question ->
                    new Command.Field(
                        question.variable().name(),
                        question.variable().type().shown(),
                        Texts.of(turn, frame, question.text())))
            .toList();
    Command.Task task =
        new Command.Task(
            id,
            manual.id(),
            stepName(),
            Texts.of(turn, frame, manual.task()),
            Texts.of(turn, frame, manual.role()),
            manual.within(),
            fields);
    turn.tell(new Notice.TaskAsked(manual.id(), task));
    turn.ask(
        frame.strand(),
        false,
        task,
        (later, input) -> {
          later.forget(patience(id));
          if (input instanceof Input.Acknowledged done) {
            done(later, manual, done, next);
          } else {
            Input.Decided refused = (Input.Decided) input;
            fail(later, manual, refused.by() + " did not do it: " + refused.reason());
          }
        });
    turn.wake(
        frame.strand(),
        false,
        patience(id),
        turn.now.plus(manual.within()),
        later -> {
          later.forget(id);
          fail(later, manual, "not done within " + ValueText.duration(manual.within()));
        });
  }

  private void fail(Turn later, Node.Manual manual, String reason) {
    frame
        .fail()
        .accept(later, new Failure(Failure.Kind.REFUSED, manual.id(), "manual task: " + reason));
  }

  private void done(Turn later, Node.Manual manual, Input.Acknowledged done, Next next) {
    Env env = frame.env();
    for (Node.Question question : manual.questions()) {
      Value answer = done.answers().get(question.variable().name());
      if (answer == null) {
        fail(later, manual, "the answer `" + question.variable().name() + "` is missing");
        return;
      }
      if (!fits(answer, question.variable().type())) {
        fail(
            later,
            manual,
            "the answer `%s` has to be %s and is %s"
                .formatted(
                    question.variable().name(),
                    question.variable().type().shown(),
                    ValueText.shown(answer)));
        return;
      }
      env = env.with(question.variable(), answer);
    }
    later.tell(new Notice.TaskDone(manual.id(), done.by(), done.answers()));
    next.go(later, env);
  }

  /** Whether a value is of one of the types that a person can be asked for. */
  private static boolean fits(Value answer, Type type) {
    return switch ((Type.Primitive) type) {
      case BOOL -> answer instanceof Value.Bool;
      case INT -> answer instanceof Value.Int;
      case DECIMAL -> answer instanceof Value.Decimal;
      case STRING -> answer instanceof Value.Str;
      case DURATION -> answer instanceof Value.Time;
      case BYTES -> answer instanceof Value.Size;
      default -> throw new AssertionError("nobody is asked for a " + type.shown());
    };
  }
}
