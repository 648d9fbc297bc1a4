/** All rules together; each family has a package of its own below. */
package io.godel.runbook.lint.rules;
