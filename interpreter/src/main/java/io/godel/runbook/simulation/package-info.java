/** A whole simulated run: the world read from its file, the faults, the scripted people. */
package io.godel.runbook.simulation;
