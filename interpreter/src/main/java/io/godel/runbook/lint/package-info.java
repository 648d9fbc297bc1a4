/**
 * What makes a procedure fail in an incident, found before one: a rule is a class of its own, and
 * looks at a runbook through {@link io.godel.runbook.lint.Subject}.
 */
package io.godel.runbook.lint;
