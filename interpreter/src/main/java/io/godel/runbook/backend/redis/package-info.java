/** Redis servers as they are: asked by the commands that their actions name, and no others. */
package io.godel.runbook.backend.redis;
