/**
 * The simulated cluster served as a real Kubernetes API on loopback: the same model behind another
 * door.
 */
package io.godel.runbook.lab;
