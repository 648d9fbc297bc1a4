/** What a plan has to be allowed to do, and no more. */
package io.godel.runbook.access;
