/**
 * What is done about a text that the grammar has refused: its words are mended one fault at a time,
 * and the parser reads on behind what could not be mended.
 *
 * <p>It knows words, lines, brackets and the grammar's rules. It knows no syntax tree, no name and
 * no type. Of a text that is right only its depth is looked at.
 */
package io.godel.runbook.syntax.repair;
