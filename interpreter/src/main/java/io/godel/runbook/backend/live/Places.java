package io.godel.runbook.backend.live;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens the way to the servers of a target, and keeps it open as long as the run goes on. */
public interface Places {

  /**
   * Where a connection to the place can be made from here. The way is opened once; one that has
   * broken is opened anew.
   *
   * @throws IOException when there is no way; the message says why
   */
  InetSocketAddress open(Place place) throws IOException;
}
