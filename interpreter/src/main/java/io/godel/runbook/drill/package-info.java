/** Drills: the tests that stand beside a runbook, run in simulated worlds. */
package io.godel.runbook.drill;
