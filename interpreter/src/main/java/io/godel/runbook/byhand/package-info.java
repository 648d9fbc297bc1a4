/**
 * The steps of a plan as commands of kubectl, psql and curl, for when this program is not there.
 */
package io.godel.runbook.byhand;
