/** The actions that touch a Kubernetes cluster, through its API server. */
package io.godel.runbook.backend.kubernetes;
