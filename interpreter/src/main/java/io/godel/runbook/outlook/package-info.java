/**
 * What a runbook would see on a target, and what it would do there: everything in a plan is looked
 * at, and nothing is done.
 */
package io.godel.runbook.outlook;
