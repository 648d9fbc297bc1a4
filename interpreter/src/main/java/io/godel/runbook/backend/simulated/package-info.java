/** A model of the platform that native actions work on, in virtual time. It opens no connection. */
package io.godel.runbook.backend.simulated;
