/** What a runbook speaks of and what is really there, by manifests and alert rules. */
package io.godel.runbook.lint.rules.inventory;
