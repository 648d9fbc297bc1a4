/** Carries requests of clients to the lab's API server over HTTPS on the loopback address. */
package io.godel.runbook.lab.http;
