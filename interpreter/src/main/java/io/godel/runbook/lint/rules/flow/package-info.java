/** What is never reached, never used, or does not do what it seems to. */
package io.godel.runbook.lint.rules.flow;
