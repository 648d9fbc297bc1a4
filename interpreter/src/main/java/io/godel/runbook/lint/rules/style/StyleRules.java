package io.godel.runbook.lint.rules.style;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L06. */
public final class StyleRules {
  private StyleRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new NameForm(),
        new UnusedParameter(),
        new RepeatedWork(),
        new MagicValue(),
        new ValueNamedLikeAction(),
        new UnusedModule(),
        new RoundaboutCondition(),
        new UnusedLet(),
        new UnusedAction(),
        new EmptyBlock());
  }
}
