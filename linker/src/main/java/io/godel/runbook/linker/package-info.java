/**
 * A step of the build that makes ordinary classes of lambdas, so that the program starts faster.
 *
 * <p>The compiler leaves it to the running program to make the class of a lambda. Even where that
 * class comes out of a class-data archive, linking it takes ten times as long as to load an
 * ordinary one, and a start links some hundreds.
 */
package io.godel.runbook.linker;
