/** What expressions become while a runbook runs, and how it is written for people and machines. */
package io.godel.runbook.value;
