package io.godel.runbook.lab;

import java.util.List;

/**
 * A path of the API.
 *
 * @param proxyPath of a request that goes through to a pod; empty for any other
 */
record ApiPath(ApiRequests.Target target, String proxyPath) {

  static ApiPath of(List<String> path) throws Denied {
    boolean core = path.size() >= 2 && path.get(0).equals("api");
    boolean named = path.size() >= 3 && path.get(0).equals("apis");
    if (!core && !named) {
      throw Denied.noSuchPath();
    }
    String group = core ? "" : path.get(1);
    String version = path.get(core ? 1 : 2);
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    String namespace = "";
    if (rest.size() >= 3 && rest.get(0).equals("namespaces")) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    if (rest.isEmpty()) {
      throw Denied.noSuchPath();
    }
    Kind kind = Kind.find(group, version, rest.get(0)).orElseThrow(Denied::noSuchPath);
    String name = rest.size() > 1 ? rest.get(1) : "";
    String sub = rest.size() > 2 ? rest.get(2) : "";
    String through =
        sub.equals("proxy") ? "/" + String.join("/", rest.subList(3, rest.size())) : "";
    return new ApiPath(new ApiRequests.Target(kind, namespace, name, sub), through);
  }

  boolean isProxy() {
    return !proxyPath.isEmpty();
  }

  /** Of a request to a pod: the part of the name before the port. */
  String pod() {
    return target.name().split(":", 2)[0];
  }

  int port() throws Denied {
    String[] parts = target.name().split(":", 2);
    try {
      return parts.length < 2 ? 80 : Integer.parseInt(parts[1]);
    } catch (NumberFormatException noPort) {
      throw Denied.badRequest("the port of " + target.name() + " is no number");
    }
  }
}
