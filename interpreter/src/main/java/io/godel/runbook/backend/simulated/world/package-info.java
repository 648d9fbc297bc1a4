/** Reads world files: YAML in, checked sections with their places out. */
package io.godel.runbook.backend.simulated.world;
