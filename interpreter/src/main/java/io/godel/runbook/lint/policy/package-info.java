/** House policies: rules that are written in the language itself. */
package io.godel.runbook.lint.policy;
