/**
 * The Kubernetes API on the model of a cluster: verbs, discovery, access, validation. Requests come
 * and answers go as values; who carries them is not known here.
 */
package io.godel.runbook.lab.api;
