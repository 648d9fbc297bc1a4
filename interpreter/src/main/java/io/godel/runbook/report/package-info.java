/** What people and other tools read of a plan or of a run. Makes text and prints nothing. */
package io.godel.runbook.report;
