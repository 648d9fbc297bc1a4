package io.godel.runbook.backend.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the programs of images say, and whether it tells anything of what they were asked. */
final class FromPodsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // BusyBox 1.35 without the options of nc 1.10, as Debian builds it.
        "1 | nc: invalid option -- 'z'; BusyBox v1.35.0 multi-call binary. | false",
        "1 | nc: unrecognized option: z; BusyBox v1.36.1 multi-call binary. | false",
        "1 | Usage: nc [-iN] [-wN] [-l] [-p PORT] [-f FILE] [-e PROG] | false",
        "1 | nc: can't connect to remote host (127.0.0.1): Connection refused | true",
        "1 | nc: timed out | true",
        "1 | nc: bad address 'nosuch' | true",
        "1 | nc: bad address 'options.usage' | true",
        // OpenBSD's
        "1 | nc: invalid option -- 'e' | false",
        "1 | '' | true",
        "0 | '' | true",
        "1 | Ncat: Connection refused. | true",
        "1 | db: /dev/tcp/db/5432: No such file or directory | false",
        "1 | db: connect: Connection refused | true",
        "1 | ConnectionRefusedError: [Errno 111] Connection refused | true",
        "0 | Connection to db 5432 port [tcp/postgresql] succeeded! | true",
        "127 | sh: nc: not found | false",
        "126 | sh: nc: Permission denied | false",
      })
  void aProgramThatDoesNotKnowWhatItIsAskedGivesNoAnswer(int code, String err, boolean answer) {
    String lines = err.replace("; ", "\n");
    assertEquals(answer, FromPods.isAnswer(new PodPrograms.Result(code, "", lines)));
  }
}
