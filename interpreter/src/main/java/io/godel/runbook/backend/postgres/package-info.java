/** The actions of the module {@code pg} on real servers, through JDBC. */
package io.godel.runbook.backend.postgres;
