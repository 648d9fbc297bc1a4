/** What the backends of all live systems have in common. */
package io.godel.runbook.backend.live;
