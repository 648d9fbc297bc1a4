package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;

/** A Redis server with the keys of a world. */
interface RedisSide {
  Outcome call(Call call) throws Exception;

  /** Its process ends, and is not started again. */
  void stop() throws Exception;

  /** It answers nobody, and nobody knows why. */
  void silence() throws Exception;

  /** What it begins in the background next takes a while. */
  void takeTime() throws Exception;

  /** Its process is started anew, and it reads its keys for as long as it is asked. */
  void load() throws Exception;

  /** What was begun in the background is done. */
  void settle() throws Exception;

  void close() throws Exception;
}
