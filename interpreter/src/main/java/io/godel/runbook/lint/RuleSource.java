package io.godel.runbook.lint;

import java.util.List;

/** Which rules there are for files with that configuration: a house adds its own. */
public interface RuleSource {
  List<Rule> rules(Configuration configuration);
}
