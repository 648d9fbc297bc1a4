package io.godel.runbook.backend.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A machine that reaches no pods. */
final class NoPods implements PodFiles {
  @Override
  public List<DumpFile> list(BackupProfile.Pod pod, String folder) throws IOException {
    throw new IOException("no pods here");
  }

  @Override
  public void copy(BackupProfile.Pod pod, String file, Path into) throws IOException {
    throw new IOException("no pods here");
  }
}
