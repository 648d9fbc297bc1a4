package io.godel.runbook.backend.live;

import java.io.IOException;
import java.util.Optional;

/** Fetches passwords from where they are kept, each time anew. */
public interface Passwords {

  /**
   * Empty where the client is to find it by itself.
   *
   * @throws IOException when it is not to be had; the message names the place and never a value
   */
  Optional<String> read(PasswordSource source) throws IOException;
}
