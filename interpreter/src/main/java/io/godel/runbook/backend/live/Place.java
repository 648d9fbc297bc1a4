package io.godel.runbook.backend.live;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import java.util.List;
import java.util.Optional;

/** Where a server of the target is, as its profile says it. */
public sealed interface Place {
  /** The keys of a profile's section that say where something is. */
  List<String> KEYS = List.of("host", "port", "pod", "service", "namespace");

  /** How people call it. */
  String shown();

  int port();

  /** Reached directly. */
  record Address(String host, int port) implements Place {
    @Override
    public String shown() {
      return host + ":" + port;
    }
  }

  /** Reached through the API server. */
  record InPod(String namespace, String pod, int port) implements Place {
    @Override
    public String shown() {
      return "pod %s/%s:%d".formatted(namespace, pod, port);
    }
  }

  /** Reached through the API server, at a ready pod behind the service. */
  record InService(String namespace, String service, int port) implements Place {
    @Override
    public String shown() {
      return "service %s/%s:%d".formatted(namespace, service, port);
    }
  }

  /**
   * Reads {@code host}, {@code pod} or {@code service}, of which there has to be one.
   *
   * @param namespace where nothing else is said
   */
  static Place read(
      Section section, int usualPort, String namespace, List<Diagnostic> diagnostics) {
    int port = (int) section.integer("port", usualPort, 1, 65_535);
    String in = section.string("namespace", namespace);
    Optional<Place> address = section.string("host").map(host -> new Address(host, port));
    Optional<Place> pod = section.string("pod").map(name -> new InPod(in, name, port));
    Optional<Place> service = section.string("service").map(name -> new InService(in, name, port));
    List<Place> said = List.of(address, pod, service).stream().flatMap(Optional::stream).toList();
    if (said.size() != 1) {
      diagnostics.add(
          Diagnostic.error(
              Code.WORLD_WRONG_VALUE,
              section.span(),
              "where it is has to be said by one of `host`, `pod` and `service`"));
      return new Address("", port);
    }
    return said.get(0);
  }
}
