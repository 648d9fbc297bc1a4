/** HTTP from where the program runs. */
package io.godel.runbook.backend.http;
