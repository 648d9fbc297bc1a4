/** The simulated cluster with a real door: a Kubernetes API that any client can talk to. */
package io.godel.runbook.lab;
