/** The port to the world: calls of native actions, and the three things that can become of one. */
package io.godel.runbook.backend;
