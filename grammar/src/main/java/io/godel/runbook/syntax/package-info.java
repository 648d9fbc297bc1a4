/** Text in, syntax tree and diagnostics out, whatever the text is. */
package io.godel.runbook.syntax;
