/** Texts and places in them. Knows nothing of what the texts say. */
package io.godel.runbook.source;
