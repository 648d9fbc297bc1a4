/** What makes a text harder to read than it has to be. */
package io.godel.runbook.lint.rules.style;
