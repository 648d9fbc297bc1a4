/**
 * Stores of backups in virtual time: listed, proven, put back. Knows servers only by their model.
 */
package io.godel.runbook.backend.simulated.backup;
