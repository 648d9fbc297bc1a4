package io.godel.runbook.diagnostic;

import io.godel.runbook.source.Span;

/** A second place that a diagnostic speaks of, with what is to be said there. */
public record Label(Span span, String text) {}
