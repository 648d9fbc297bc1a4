/** What is said of a text: values with a code, a place and a help, and how they are shown. */
package io.godel.runbook.diagnostic;
