/** What people need who are called at night. */
package io.godel.runbook.lint.rules.operations;
