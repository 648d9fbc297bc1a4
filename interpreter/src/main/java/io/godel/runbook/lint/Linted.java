package io.godel.runbook.lint;

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
}
