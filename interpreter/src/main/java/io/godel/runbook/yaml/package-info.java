/**
 * YAML files of ours, worlds and target profiles: read safely, and wrong ones told with their
 * place.
 */
package io.godel.runbook.yaml;
