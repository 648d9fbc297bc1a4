/** Stores of dumps as {@code pg_dump} writes them: listed, proven by a trial, put back. */
package io.godel.runbook.backend.backup;
