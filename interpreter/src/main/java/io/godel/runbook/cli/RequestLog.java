package io.godel.runbook.cli;

import io.godel.runbook.lab.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down who has asked a lab for what, a line for each request. */
final class RequestLog implements Consumer<Lab.Asked>, AutoCloseable {
  private final PrintWriter out;
  private final InstantSource clock;

  private RequestLog(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * @param file nothing is written down where it is empty
   * @throws IOException when the file cannot be written; the message says which
   */
  static RequestLog open(Optional<Path> file, InstantSource clock) throws IOException {
    try {
      Writer writer =
          file.isEmpty()
              ? Writer.nullWriter()
              : Files.newBufferedWriter(file.get(), StandardCharsets.UTF_8);
      return new RequestLog(new PrintWriter(writer, true), clock);
    } catch (IOException refused) {
      throw new IOException(file.orElseThrow() + " cannot be written", refused);
    }
  }

  @Override
  public void accept(Lab.Asked asked) {
    String user = asked.user().orElse("?");
    out.println(String.join(" ", clock.instant().toString(), user, asked.method(), asked.path()));
  }

  @Override
  public void close() {
    out.close();
  }
}
