package io.godel.runbook.lint.rules.verification;

import io.godel.runbook.source.Span;
import java.time.Duration;
import java.util.Optional;

/**
 * A statement that asks again and again.
 *
 * @param within how long, with the defaults of the parameters
 * @param every the pause between two looks
 */
record Poll(Optional<Duration> within, Span withinSpan, Optional<Duration> every, Span everySpan) {}
