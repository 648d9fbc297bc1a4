/**
 * What is really there: objects of Kubernetes and rules of Prometheus, as manifests describe them.
 */
package io.godel.runbook.inventory;
