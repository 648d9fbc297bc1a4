package io.godel.runbook.lint.rules.operations;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import java.time.LocalDate;
import java.util.List;

/** A text that nobody has read since the platform changed describes another platform. */
final class ReviewOverdue extends Rule {
  ReviewOverdue() {
    super("L0404", Severity.WARNING, "a runbook was not reviewed, or not for too long");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Decl.Runbook tree = subject.tree();
    List<Decl.Reviewed> reviews = tree.items(Decl.Reviewed.class);
    if (reviews.isEmpty()) {
      findings.add(
          at(tree.name().span(), "nobody has reviewed the runbook `" + tree.name() + "`")
              .help("read it, and write `reviewed %s every 90d`".formatted(subject.today())));
    }
    for (Decl.Reviewed review : reviews) {
      LocalDate due = review.on().plusDays(review.every().toDays());
      if (due.isBefore(subject.today())) {
        findings.add(
            at(review.span(), "the next review was due on " + due)
                .help("read it again, and write the date of today"));
      } else if (review.on().isAfter(subject.today().plusDays(1))) {
        // Somewhere on earth it is the next day already.
        findings.add(
            at(review.span(), "nobody can have reviewed it on a day that is yet to come")
                .help("write the date of the day on which it was read"));
      }
    }
  }
}
