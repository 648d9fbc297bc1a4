package io.godel.runbook.access;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.backend.live.Place;
import io.godel.runbook.targets.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What it takes to reach the servers of a target profile, whatever is done there. */
final class WayThere {
  private final SortedSet<AccessList.Permit> permits = new TreeSet<>();

  private WayThere() {}

  static SortedSet<AccessList.Permit> of(Target target) {
    WayThere all = new WayThere();
    List<Place> places = new ArrayList<>();
    List<PasswordSource> passwords = new ArrayList<>(target.channels().channels().values());
    target
        .postgres()
        .servers()
        .values()
        .forEach(
            server -> {
              places.add(server.place());
              passwords.add(server.password());
            });
    target
        .redis()
        .servers()
        .values()
        .forEach(
            server -> {
              places.add(server.place());
              passwords.add(server.password());
            });
    places.forEach(all::reach);
    passwords.forEach(all::fetch);
    return all.permits;
  }

  private void reach(Place place) {
    if (place instanceof Place.InPod it) {
      forward(it.namespace());
    } else if (place instanceof Place.InService it) {
      allow(it.namespace(), "services", "get");
      allow(it.namespace(), "pods", "list");
      forward(it.namespace());
    }
  }

  /** A WebSocket is opened by a GET, and authorized as one; SPDY by a POST. */
  private void forward(String namespace) {
    allow(namespace, "pods/portforward", "create");
    allow(namespace, "pods/portforward", "get");
  }

  private void fetch(PasswordSource password) {
    if (password instanceof PasswordSource.InSecret it) {
      allow(it.namespace(), "secrets", "get");
    }
  }

  private void allow(String namespace, String resource, String verb) {
    permits.add(new AccessList.Permit(namespace, "", resource, verb));
  }
}
