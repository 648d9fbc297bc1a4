/**
 * A model of the application that stands on the platform: its health follows from what it was
 * started with and from the servers that it reaches.
 */
package io.godel.runbook.backend.simulated.application;
