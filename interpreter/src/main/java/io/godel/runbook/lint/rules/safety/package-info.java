/** What may destroy more than was meant, or cannot be taken back. */
package io.godel.runbook.lint.rules.safety;
