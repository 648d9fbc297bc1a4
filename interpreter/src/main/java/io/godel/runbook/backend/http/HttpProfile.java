package io.godel.runbook.backend.http;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How hosts of URLs are reached from here.
 *
 * @param connectTo by host, the scheme, host and port to go to instead
 */
public record HttpProfile(Map<String, URI> connectTo) {
  private static final List<String> KEYS = List.of("connect_to");

  public HttpProfile {
    connectTo = Map.copyOf(connectTo);
  }

  public static HttpProfile read(YamlTree tree, List<Diagnostic> diagnostics) {
    Section section = Section.of(tree, KEYS, diagnostics);
    Map<String, URI> connectTo = new LinkedHashMap<>();
    section
        .texts("connect_to")
        .forEach(
            (host, text) -> {
              try {
                URI uri = new URI(text);
                if (uri.getHost() == null) {
                  throw new URISyntaxException(text, "no host");
                }
                connectTo.put(host, uri);
              } catch (URISyntaxException malformed) {
                diagnostics.add(
                    Diagnostic.error(
                        Code.WORLD_WRONG_VALUE,
                        section.span(),
                        "`" + text + "` has to be as http://HOST:PORT"));
              }
            });
    return new HttpProfile(connectTo);
  }

  /** Where a request goes that is meant for that URL. */
  URI where(URI url) {
    URI other = connectTo.get(url.getHost());
    if (other == null) {
      return url;
    }
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return URI.create(other.getScheme() + "://" + other.getRawAuthority() + path + query);
  }
}
