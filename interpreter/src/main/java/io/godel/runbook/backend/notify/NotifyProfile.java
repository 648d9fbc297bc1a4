package io.godel.runbook.backend.notify;

import io.godel.runbook.backend.live.PasswordSource;
import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import io.godel.runbook.yaml.YamlTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channels of a target, by name. Whoever has the URL of a webhook can post to it: it is a
 * secret.
 *
 * @param channels where the URL of each is to be had
 */
public record NotifyProfile(Map<String, PasswordSource> channels) {
  private static final String WEBHOOK = "webhook";

  public NotifyProfile {
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
  }

  /**
   * Reads the section {@code notify}.
   *
   * @param namespace where nothing else is said
   */
  public static NotifyProfile read(YamlTree tree, String namespace, List<Diagnostic> diagnostics) {
    Map<String, PasswordSource> channels = new LinkedHashMap<>();
    Section.named(tree, diagnostics)
        .forEach(
            (name, each) -> {
              Section section = Section.of(each, List.of(WEBHOOK), diagnostics);
              if (section.tree(WEBHOOK).isEmpty()) {
                diagnostics.add(
                    Diagnostic.error(
                        Code.WORLD_MISSING_KEY, each.span(), "`webhook` is missing here"));
              }
              channels.put(name, PasswordSource.read(WEBHOOK, section, namespace, diagnostics));
            });
    return new NotifyProfile(channels);
  }
}
