/**
 * Runs a plan: a pure function from a state and an input to a state and commands, and the driver
 * around it. It knows ports ({@code Backend}, {@code Journal}, {@code Clock}, {@code Approver}) and
 * nothing of what stands behind them.
 */
package io.godel.runbook.engine;
