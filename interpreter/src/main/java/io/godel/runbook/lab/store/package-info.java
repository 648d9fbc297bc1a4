/** The documents of an API server, with their versions; knows neither HTTP nor what they mean. */
package io.godel.runbook.lab.store;
