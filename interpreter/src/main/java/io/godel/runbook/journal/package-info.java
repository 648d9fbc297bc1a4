/** The forms of a run's memory: in the process, and as lines of JSON in a file. */
package io.godel.runbook.journal;
