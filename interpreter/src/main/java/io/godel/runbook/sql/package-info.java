/** Reads SQL for the checker with a real parser. Knows neither servers nor the language. */
package io.godel.runbook.sql;
