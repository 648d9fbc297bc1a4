/** Tries everything that can happen to a run in a simulated world. */
package io.godel.runbook.explore;
