/** Trees as text. It knows the syntax tree alone: no types, no comments, no writer's layout. */
package io.godel.runbook.format;
