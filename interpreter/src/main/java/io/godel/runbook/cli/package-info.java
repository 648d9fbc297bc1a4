/** The command line: the only place that prints and exits. */
package io.godel.runbook.cli;
