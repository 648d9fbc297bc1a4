package io.godel.runbook.backend.simulated.postgres;

/**
 * What a client finds that wants to work with a database.
 *
 * @param up whether the server's process takes connections
 * @param hasRoom whether one more session fits
 * @param busy how many sessions of the client's application are in use
 * @param takesWrites whether it is up and not in recovery
 * @param hasDatabase whether the database is there
 */
public record ClientView(
    boolean up,
    boolean corrupted,
    boolean hasRoom,
    long busy,
    boolean takesWrites,
    boolean hasDatabase) {}
