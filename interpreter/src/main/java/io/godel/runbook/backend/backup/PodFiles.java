package io.godel.runbook.backend.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files in a folder of a pod, looked at by programs that run there. */
public interface PodFiles {

  /**
   * The files of the folder itself, in any order.
   *
   * @throws IOException when they cannot be listed; the message says why
   */
  List<DumpFile> list(BackupProfile.Pod pod, String folder)
      throws IOException, InterruptedException;

  /**
   * Copies a whole file to this machine.
   *
   * @throws IOException when it is not there or cannot be read to its end
   */
  void copy(BackupProfile.Pod pod, String file, Path into) throws IOException, InterruptedException;
}
