/** The kinds of patches of the Kubernetes API, as functions from document to document. */
package io.godel.runbook.lab.patch;
