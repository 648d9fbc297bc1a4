package io.godel.runbook.cli;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * A world of names and values that outlives the process that acts on it: a file to which each act
 * adds a line. An acting call takes effect, and is answered, when the test says so.
 */
final class FileKeys implements Backend {
  private final Path file;
  private final BlockingQueue<String> permissions;
  private final Consumer<String> told;

  /**
   * @param told is told of each acting call that begins
   */
  FileKeys(Path file, BlockingQueue<String> permissions, Consumer<String> told) {
    this.file = file;
    this.permissions = permissions;
    this.told = told;
  }

  static List<String> acts(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Override
  public void start(Call call, Consumer<Outcome> answer) {
    if (!call.acts()) {
      answer.accept(new Outcome.Done(look(call)));
      return;
    }
    String act = text(call, "name") + "=" + text(call, "value");
    told.accept("acting " + act);
    Thread worker = new Thread(() -> answer.accept(act(act)), "act");
    worker.setDaemon(true);
    worker.start();
  }

  private Outcome act(String act) {
    try {
      if (permissions.take().equals("refuse")) {
        return new Outcome.NotDone("refused", "it was refused", false);
      }
      Files.writeString(file, act + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new Outcome.Done(new Value.Unit());
    } catch (IOException | InterruptedException lost) {
      return new Outcome.Unknown(lost.toString());
    }
  }

  private Value look(Call call) {
    return call.action().equals("redis.ping")
        ? new Value.Bool(true)
        : new Value.Str(value(text(call, "name")));
  }

  private String value(String name) {
    try {
      return acts(file).stream()
          .filter(act -> act.startsWith(name + "="))
          .reduce("", (before, act) -> act.substring(name.length() + 1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Call call, String argument) {
    return ((Value.Str) call.argument(argument)).value();
  }
}
