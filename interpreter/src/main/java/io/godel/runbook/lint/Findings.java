package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what rules find. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();

  public void add(Diagnostic diagnostic) {
    all.add(new Finding(diagnostic, Optional.empty()));
  }

  public void add(Diagnostic diagnostic, Fix fix) {
    add(diagnostic, Optional.of(fix));
  }

  public void add(Diagnostic diagnostic, Optional<Fix> fix) {
    all.add(new Finding(diagnostic, fix));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
