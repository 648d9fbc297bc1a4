package io.godel.runbook.cli;

import io.godel.runbook.project.Project;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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
    version = "runbook 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 recovered and verified, 1 refused or failed with the world as before,",
      "2 wrong usage, 3 the text has errors, 4 a person has to look."
    })
final class RunbookCommand implements Runnable {
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
    // The project comes first: it reads the library while the command line is understood.
    CommandLine line = new CommandLine(new RunbookCommand(console, new Project()));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    addCommands(line, args);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((wrong, all) -> usage(wrong));
    line.setExecutionExceptionHandler(RunbookCommand::broken);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError full) {
      line.getErr()
          .println("error: that is too much for the memory of the program; give it more, as with");
      line.getErr().println("  RUNBOOK_JAVA_OPTS=-Xmx1g");
      return ExitCode.PERSON_NEEDED;
    }
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
    commands.put("check", CheckCommand.class);
    commands.put("plan", PlanCommand.class);
    commands.put("simulate", SimulateCommand.class);
    commands.put("test", TestCommand.class);
    commands.put("explain", ExplainCommand.class);
    return commands;
  }

  private static int usage(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    line.getErr().println("error: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
    line.getErr().println("see: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** What only a bug can do: it is told in one line, since a stack trace helps nobody at night. */
  private static int broken(Exception bug, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr()
        .println("error: the program itself failed, please report this: " + bug.getMessage());
    return ExitCode.PERSON_NEEDED;
  }
}
