package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says in a document whose object it is of. */
final class Owners {
  private Owners() {}

  static void add(ObjectNode metadata, ObjectNode owner) {
    metadata
        .withArray("/ownerReferences")
        .addObject()
        .put("apiVersion", Shown.string(owner, "/apiVersion"))
        .put("kind", Shown.string(owner, "/kind"))
        .put("name", Shown.string(owner, "/metadata/name"))
        .put("uid", Shown.string(owner, "/metadata/uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
