/** Redis servers in virtual time: keys, queues and memory. Knows pods only by name. */
package io.godel.runbook.backend.simulated.redis;
