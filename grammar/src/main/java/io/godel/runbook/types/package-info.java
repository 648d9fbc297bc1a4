/** Checks a syntax tree: names, types, effects, evidence, secrets. Knows nothing of running. */
package io.godel.runbook.types;
