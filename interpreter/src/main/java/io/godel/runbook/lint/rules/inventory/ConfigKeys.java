package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.KubernetesObject;
import io.godel.runbook.lint.Known;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import io.godel.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of ConfigMaps that a runbook reads or writes. */
final class ConfigKeys {
  private ConfigKeys() {}

  /**
   * A key.
   *
   * @param value that is written, where that is known; empty for one that is read
   */
  record Key(Value.Handle config, String name, Optional<String> value, Span span) {
    Optional<KubernetesObject> configMap(Inventory inventory) {
      Spoken.Mention mention = new Spoken.Mention(config, span);
      return mention
          .name()
          .flatMap(it -> mention.namespace().flatMap(in -> inventory.find("ConfigMap", in, it)));
    }
  }

  static List<Key> of(Spoken spoken, Known known) {
    List<Key> keys = new ArrayList<>();
    for (Term term : spoken.terms()) {
      if (term instanceof Term.ElementOf element
          && element.receiver() instanceof Term.Invoke data
          && Spoken.is(data, "k8s.data")) {
        add(known, data.arguments().get(0), element.key(), Optional.empty(), keys);
      } else if (term instanceof Term.Invoke call && Spoken.is(call, "k8s.patch")) {
        written(spoken, call, known, keys);
      }
    }
    return keys;
  }

  private static void written(Spoken spoken, Term.Invoke call, Known known, List<Key> keys) {
    Optional<Term> config = spoken.argument(call, "config");
    if (spoken.argument(call, "data").map(known::unfolded).orElse(null) instanceof Term.MapOf map
        && config.isPresent()) {
      for (Term.Entry entry : map.entries()) {
        Optional<String> value =
            known
                .value(entry.value())
                .flatMap(
                    it ->
                        it instanceof Value.Str text
                            ? Optional.of(text.value())
                            : Optional.empty());
        add(known, config.get(), entry.key(), value, keys);
      }
    }
  }

  private static void add(
      Known known, Term config, Term key, Optional<String> value, List<Key> keys) {
    Optional<Value.Handle> handle = known.handle(config);
    if (handle.isPresent() && known.value(key).orElse(null) instanceof Value.Str name) {
      keys.add(new Key(handle.get(), name.value(), value, key.span()));
    }
  }
}
