package io.godel.runbook.lint;

import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A program that is run in a pod, as far as its arguments are written out.
 *
 * @param program its name without a path
 * @param line program and arguments as one would type them; three dots for what is not known
 * @param arguments in their order
 */
public record Command(String program, String line, List<Term> arguments) {
  private static final String UNKNOWN = "…";

  public Command {
    arguments = List.copyOf(arguments);
  }

  /** Empty for other calls, and for a program that only the run knows. */
  public static Optional<Command> of(Moment moment, Known known) {
    return moment
        .call()
        .filter(call -> call.is("k8s.exec"))
        .flatMap(call -> call.argument("command"))
        .map(known::unfolded)
        .flatMap(Command::of);
  }

  private static Optional<Command> of(Term command) {
    if (!(command instanceof Term.ListOf list)
        || list.elements().isEmpty()
        || !(list.elements().get(0) instanceof Term.Chars program)) {
      return Optional.empty();
    }
    String name = program.value().substring(program.value().lastIndexOf('/') + 1);
    List<Term> arguments = list.elements().subList(1, list.elements().size());
    String rest = arguments.stream().map(Command::word).collect(Collectors.joining(" "));
    return Optional.of(new Command(name, (name + " " + rest).strip(), arguments));
  }

  private static String word(Term term) {
    if (term instanceof Term.TextOf it) {
      return it.pieces().stream().map(Command::word).collect(Collectors.joining());
    }
    return term instanceof Term.Chars it ? it.value() : UNKNOWN;
  }
}
