/**
 * Decides what the text of conditions says by itself: whether one can hold, and whether one holds
 * whenever another does. It knows nothing of rules, and where it cannot decide it says so.
 */
package io.godel.runbook.lint.conditions;
