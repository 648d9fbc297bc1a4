/**
 * What is going to happen, as data. Knows nothing of running, of backends or of the command line.
 */
package io.godel.runbook.plan;
