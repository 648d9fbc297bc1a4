package io.godel.runbook.backend.redis;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** Reads the section of a profile from a text. */
final class RedisProfiles {
  private RedisProfiles() {}

  static List<String> names(String yaml) {
    return List.copyOf(read(yaml, new ArrayList<>()).servers().keySet());
  }

  /** What is said to be wrong first; null for nothing. */
  static String wrong(String yaml) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    read(yaml, diagnostics);
    return diagnostics.isEmpty() ? null : diagnostics.get(0).message();
  }

  private static RedisProfile read(String yaml, List<Diagnostic> diagnostics) {
    SourceFile file = new SourceFile("target.yaml", yaml);
    return RedisProfile.read(YamlReader.read(file).tree().orElseThrow(), "godel", diagnostics);
  }
}
