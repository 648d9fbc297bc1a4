/** Targets: the live systems that runbooks are run on, by their profiles. */
package io.godel.runbook.targets;
