/** Computes the values of expressions; what has to be looked at is asked for, never fetched. */
package io.godel.runbook.eval;
