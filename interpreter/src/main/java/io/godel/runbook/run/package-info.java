/**
 * The memory of runs on disk: who runs what, from which text, how far it came. Knows the journal
 * and the engine, and nothing of live systems.
 */
package io.godel.runbook.run;
