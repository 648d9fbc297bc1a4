/**
 * PostgreSQL servers in virtual time: logs that grow, replicas that lag, sessions, and SQL over
 * them. Knows pods only by name, through {@code Hosts}.
 */
package io.godel.runbook.backend.simulated.postgres;
