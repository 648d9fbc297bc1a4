package io.godel.runbook.lab.http;

import io.godel.runbook.lab.api.Answer;
import io.godel.runbook.lab.api.Request;
import io.godel.runbook.lab.api.User;
import java.util.Optional;

/** The lab as connections see it; to be called from any thread. */
public interface Asked {

  /** Who has this token. */
  Optional<User> user(String token);

  Answer answer(Request request) throws InterruptedException;

  /** Does something on the thread of the lab, some time soon. */
  void later(Runnable work);
}
