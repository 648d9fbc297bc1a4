/**
 * A model of Kubernetes: controllers, pods and what they hold, in virtual time.
 *
 * <p>It follows what a real cluster was seen to do; it knows nothing of what runs inside of the
 * pods, which {@link io.godel.runbook.backend.simulated.kubernetes.Program} says.
 */
package io.godel.runbook.backend.simulated.kubernetes;
