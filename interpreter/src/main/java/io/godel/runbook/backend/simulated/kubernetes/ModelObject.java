package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An object of the model, and how it becomes a document.
 *
 * @param namespace empty for one of the whole cluster
 * @param identity another object of the same name has another one
 * @param first the document of an object that no client wrote, without a uid
 * @param overlay writes over a document what the model knows
 */
public record ModelObject(
    String namespace,
    String name,
    Object identity,
    Supplier<ObjectNode> first,
    Consumer<ObjectNode> overlay) {}
