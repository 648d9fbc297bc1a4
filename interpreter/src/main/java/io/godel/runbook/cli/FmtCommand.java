package io.godel.runbook.cli;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.format.Formatted;
import io.godel.runbook.format.Formatter;
import io.godel.runbook.format.UnifiedDiff;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** {@code runbook fmt}: gives texts the one layout of the language. */
@Command(
    name = "fmt",
    description = "Give runbooks the one layout of the language; - for standard input.")
final class FmtCommand implements Callable<Integer> {
  private static final int WIDTH_MIN = 40;
  private static final int WIDTH_MAX = 1000;
  private static final Path STANDARD_INPUT = Path.of("-");

  @ParentCommand RunbookCommand parent;
  @Mixin RunbookFiles files;

  @Option(names = "--check", description = "Change nothing; exit code 1 where something would be.")
  boolean check;

  @Option(names = "--diff", description = "Change nothing; show what would be.")
  boolean diff;

  @Option(
      names = "--line-width",
      defaultValue = "" + Formatter.WIDTH,
      paramLabel = "N",
      description = "How many characters a line may have.")
  int width;

  private int changed;
  private int exitCode = ExitCode.OK;

  @Override
  public Integer call() {
    if (width < WIDTH_MIN || width > WIDTH_MAX) {
      throw wrong("--line-width is from " + WIDTH_MIN + " to " + WIDTH_MAX);
    }
    if (files.given.contains(STANDARD_INPUT)) {
      if (files.given.size() > 1) {
        throw wrong("- stands alone: standard input is one text");
      }
      read(SourceReader.read(System.in, "standard input")).ifPresent(this::answer);
      return exitCode;
    }
    List<Path> paths = files.paths();
    paths.forEach(
        path -> read(SourceReader.read(path, path.toString())).ifPresent(it -> lay(path, it)));
    if (!diff) {
      parent.console.out().println(summary(paths.size()));
    }
    return check && changed > 0 ? Math.max(exitCode, ExitCode.FAILED) : exitCode;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(files.spec.commandLine(), message);
  }

  private String summary(int all) {
    String what = all == 1 ? "1 file" : all + " files";
    return changed == 0
        ? what + ": ok"
        : what + ": " + changed + (check ? " would be changed" : " changed");
  }

  private Optional<SourceFile> read(Parsed<Optional<SourceFile>> source) {
    if (source.tree().isEmpty()) {
      fail(source.diagnostics());
    }
    return source.tree();
  }

  private void fail(List<Diagnostic> diagnostics) {
    Inputs.tell(parent, diagnostics);
    exitCode = Math.max(exitCode, ExitCode.TEXT_HAS_ERRORS);
  }

  /** Empty where the text stays as it is, and it has been said why. */
  private Optional<String> laid(SourceFile source) {
    Formatted formatted = Formatter.format(source, width);
    if (formatted instanceof Formatted.Laid laid) {
      return Optional.of(laid.text());
    }
    if (formatted instanceof Formatted.Unreadable unreadable) {
      fail(unreadable.diagnostics());
      say(source.name() + " has errors, and stays as it is");
    } else {
      say(
          "error: "
              + source.name()
              + " would not say the same in its new layout, and stays as it is;"
              + " please report this");
      exitCode = ExitCode.PERSON_NEEDED;
    }
    return Optional.empty();
  }

  private void say(String line) {
    parent.console.err().println(line);
  }

  private void lay(Path path, SourceFile source) {
    Optional<String> laid = laid(source).filter(text -> !text.equals(source.text()));
    if (laid.isEmpty()) {
      return;
    }
    if (!check && !diff && !written(path, laid.get())) {
      return;
    }
    changed++;
    if (diff) {
      parent.console.out().print(UnifiedDiff.of(path.toString(), source.text(), laid.get()));
    } else {
      parent.console.out().println(path);
    }
  }

  private boolean written(Path path, String text) {
    try {
      InPlace.write(path, text);
      return true;
    } catch (IOException refused) {
      say("error: " + path + " cannot be written: " + refused.getMessage());
      exitCode = Math.max(exitCode, ExitCode.TEXT_HAS_ERRORS);
      return false;
    }
  }

  /** The text of standard input goes to standard output, in its new layout. */
  private void answer(SourceFile source) {
    Optional<String> laid = laid(source);
    if (diff) {
      laid.ifPresent(
          text -> parent.console.out().print(UnifiedDiff.of(source.name(), source.text(), text)));
    } else if (!check) {
      parent.console.out().print(laid.orElse(source.text()));
    }
    if (check && laid.isPresent() && !laid.get().equals(source.text())) {
      exitCode = ExitCode.FAILED;
    }
  }
}
