package io.godel.runbook.backend.simulated.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The objects of one kind as the API shows them.
 *
 * <p>A document keeps what was written; the model writes over it what the model knows better. So
 * there is one truth, and nothing of a manifest is lost that means nothing to the model.
 */
public interface Documents {

  /** Every object that there is, in the order in which they came to be known. */
  List<ModelObject> all();

  /**
   * Makes an object of the model.
   *
   * @param document complete and valid
   * @return what the object is known by
   */
  Object create(ObjectNode document);

  /** Takes over what a new version of the document says. */
  void write(ObjectNode before, ObjectNode after);

  /**
   * Deletes the object, which may take its time to go.
   *
   * @param forced whether it goes even where nobody confirms that what it stands for has ended
   */
  void delete(String namespace, String name, boolean forced);

  /** Whether clients may make and delete such objects; otherwise only controllers do. */
  default boolean isMadeByClients() {
    return true;
  }
}
