/** Runbooks and worlds as files of a folder: found, read, checked. Knows nothing of running. */
package io.godel.runbook.project;
