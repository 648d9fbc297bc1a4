package io.godel.runbook.lint;

import io.godel.runbook.diagnostic.Diagnostic;
import java.util.Optional;

/**
 * One thing that was found.
 *
 * @param fix how the text can be mended safely; empty where only a person can know
 */
public record Finding(Diagnostic diagnostic, Optional<Fix> fix) {}
