package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Suggestion;
import io.godel.runbook.project.Project;
import io.godel.runbook.targets.LiveTarget;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code runbook} with its subcommands. */
@Command(
    name = "runbook",
    description = "Operational runbooks as typed programs: checked, planned, rehearsed.",
    version = "runbook " + RunbookCommand.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 recovered and verified, 1 refused or failed with the world as before,",
      "2 wrong usage, 3 the text has errors, 4 a person has to look,",
      "5 another run has the target, 130 interrupted and can be resumed."
    })
final class RunbookCommand implements Runnable {
  /** The version of the program. */
  static final String VERSION = "0.1.0";

  /** They need the whole library. */
  private static final Set<String> NEED_LIBRARY =
      Set.of(
          "lint",
          "plan",
          "simulate",
          "test",
          "show",
          "observe",
          "run",
          "resume",
          "abort",
          "next",
          "rbac");

  /** They connect to a live target. */
  private static final Set<String> NEED_TARGET = Set.of("observe", "run", "resume", "abort");

  @Spec CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how the command is used.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      defaultValue = "auto",
      paramLabel = "WHEN",
      description = "auto, always or never; NO_COLOR is heeded.")
  Console.Colours colours;

  final Console console;
  final Project project;

  RunbookCommand(Console console, Project project) {
    this.console = console;
    this.project = project;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  /**
   * Carries out one command line.
   *
   * @return the exit code
   */
  public static int execute(Console console, String... args) {
    Project project = new Project();
    // What is read here is read while the command line is understood.
    if (args.length > 0 && NEED_TARGET.contains(args[0])) {
      LiveTarget.prepare();
    }
    if (args.length > 0 && NEED_LIBRARY.contains(args[0])) {
      project.prepare();
    }
    RunbookCommand command = new RunbookCommand(console, project);
    try {
      Optional<CheckCommand> check = CheckCommand.ofFiles(command, args);
      return check.isPresent() ? check.get().call() : command.understand(args);
    } catch (OutOfMemoryError full) {
      console
          .err()
          .println("error: that is too much for the memory of the program; give it more, as with");
      console.err().println("  RUNBOOK_JAVA_OPTS=-Xmx1g");
      return ExitCode.PERSON_NEEDED;
    } catch (RuntimeException | AssertionError | StackOverflowError bug) {
      return broken(console, bug);
    }
  }

  private int understand(String... args) {
    CommandLine line = new CommandLine(this);
    addCommands(line, args);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new WrongUsage());
    line.setExecutionExceptionHandler(new OwnFault(console));
    return line.execute(args);
  }

  /** Reading the annotations of all commands takes as long as checking a file: only when asked. */
  private static void addCommands(CommandLine line, String... args) {
    Map<String, Class<?>> commands = commands();
    if (args.length > 0 && commands.containsKey(args[0])) {
      line.addSubcommand(args[0], commands.get(args[0]));
    } else {
      commands.forEach(line::addSubcommand);
    }
  }

  /** In the order of the help. */
  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put(CheckCommand.NAME, CheckCommand.class);
    commands.put("lint", LintCommand.class);
    commands.put("fmt", FmtCommand.class);
    commands.put("plan", PlanCommand.class);
    commands.put("simulate", SimulateCommand.class);
    commands.put("explore", ExploreCommand.class);
    commands.put("test", TestCommand.class);
    commands.put("observe", ObserveCommand.class);
    commands.put("run", RunCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("abort", AbortCommand.class);
    commands.put("runs", RunsCommand.class);
    commands.put("show", ShowCommand.class);
    commands.put("next", NextCommand.class);
    commands.put("rbac", RbacCommand.class);
    commands.put("lab", LabCommand.class);
    commands.put("explain", ExplainCommand.class);
    return commands;
  }

  // As lambdas these two would keep picocli's main class, of an old format, out of the archive.

  private static final class WrongUsage implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
      return usage(wrong);
    }
  }

  private record OwnFault(Console console) implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception bug, CommandLine command, CommandLine.ParseResult parsed) {
      return broken(console, bug);
    }
  }

  private static int usage(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    line.getErr().println("error: " + unknownCommand(wrong).orElseGet(() -> plain(wrong)));
    line.getErr().println("see: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** What the parser of the command line says, without its Java types and its stutter. */
  private static String plain(ParameterException wrong) {
    return wrong
        .getMessage()
        .replace("Value for option option '", "the value of '")
        .replace("should be in KEY=VALUE format but was ", "has to be NAME=VALUE, and is ")
        .replace("is not a long", "is no whole number");
  }

  /** Where a command is expected a word that is none is a misspelt one. */
  private static Optional<String> unknownCommand(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    if (!(wrong instanceof CommandLine.UnmatchedArgumentException unmatched)
        || line.getSubcommands().isEmpty()
        || unmatched.getUnmatched().get(0).startsWith("-")) {
      return Optional.empty();
    }
    String word = unmatched.getUnmatched().get(0);
    String help =
        Suggestion.nearest(word, line.getSubcommands().keySet())
            .map(near -> "did you mean `" + near + "`?")
            .orElse("there is " + String.join(", ", line.getSubcommands().keySet()));
    return Optional.of("there is no command `" + word + "`: " + help);
  }

  /** What only a bug can do: it is told in one line, since a stack trace helps nobody at night. */
  private static int broken(Console console, Throwable bug) {
    console.err().println("error: the program itself failed, please report this: " + bug);
    return ExitCode.PERSON_NEEDED;
  }
}
