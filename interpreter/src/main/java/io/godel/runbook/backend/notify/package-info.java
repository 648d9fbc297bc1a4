/** Messages to channels where people are. */
package io.godel.runbook.backend.notify;
