/** The standard library as it is shipped: texts in the program's own jar. */
package io.godel.runbook.library;
