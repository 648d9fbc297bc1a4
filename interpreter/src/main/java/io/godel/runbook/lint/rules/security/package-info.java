/** What others could read or reach who should not. */
package io.godel.runbook.lint.rules.security;
