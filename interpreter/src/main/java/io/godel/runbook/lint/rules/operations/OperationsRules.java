package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.lint.Rule;
import java.util.List;

/** The rules of the family L04. */
public final class OperationsRules {
  private OperationsRules() {}

  /** By code. */
  public static List<Rule> list() {
    return List.of(
        new NoOwner(),
        new NoContact(),
        new NoOccasion(),
        new ReviewOverdue(),
        new RoleUnknown(),
        new TaskWithoutEvidence(),
        new TooLong(),
        new ApprovalOutlivesEvidence(),
        new ParameterUndocumented(),
        new NoDrill(),
        new QuestionOpenTooLong(),
        new TitleTooShort(),
        new UnknownContact());
  }
}
