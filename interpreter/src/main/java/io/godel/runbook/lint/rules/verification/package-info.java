/** What is believed without having been seen. */
package io.godel.runbook.lint.rules.verification;
