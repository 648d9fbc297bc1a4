/** Real servers of this machine that stand behind the pods of a lab. */
package io.godel.runbook.lab.process;
