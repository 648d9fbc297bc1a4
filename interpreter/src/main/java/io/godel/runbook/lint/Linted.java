package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file and what was found in it.
 *
 * @param source empty where it cannot be read at all
 * @param findings by place
 */
public record Linted(Path file, Optional<SourceFile> source, List<Finding> findings) {
  public Linted {
    findings = List.copyOf(findings);
  }

  /** Its path as machines write it: with slashes, and without a leading dot. */
  public String name() {
    return file.normalize().toString().replace('\\', '/');
  }

  public long count(Severity severity) {
    return findings.stream().filter(it -> it.diagnostic().severity() == severity).count();
  }

  Linted with(List<Finding> others) {
    return new Linted(file, source, others);
  }
}
