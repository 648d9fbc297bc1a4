/** What was found, in the forms that people and other programs read. */
package io.godel.runbook.lint.output;
