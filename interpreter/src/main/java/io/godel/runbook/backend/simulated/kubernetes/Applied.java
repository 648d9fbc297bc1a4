package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who has set which field of an object: by a manifest that was applied, or by a change of its own.
 *
 * <p>Kubernetes, <i>Server-Side Apply</i>: a field that was applied and is named no more goes,
 * unless another one has set it too; who changes a field has it from then on.
 */
final class Applied {
  private final Map<String, Set<String>> applied = new TreeMap<>();
  private final Map<String, Set<String>> changed = new TreeMap<>();

  private static Set<String> of(Map<String, Set<String>> owner, String object) {
    return owner.computeIfAbsent(object, it -> new TreeSet<>());
  }

  /** A field is changed to another value. */
  void change(String object, String field) {
    of(changed, object).add(field);
    of(applied, object).remove(field);
  }

  /** A field is taken away. */
  void remove(String object, String field) {
    of(changed, object).remove(field);
    of(applied, object).remove(field);
  }

  /** The object itself is gone. */
  void forget(String object) {
    changed.remove(object);
    applied.remove(object);
  }

  /**
   * A manifest is applied, whoever has set what it names.
   *
   * @param before the fields that there are, with their values
   * @param named those that the manifest names
   * @return the fields that go with that
   */
  Set<String> apply(String object, Map<String, String> before, Map<String, String> named) {
    Set<String> others = of(changed, object);
    named.forEach(
        (field, value) -> {
          if (!value.equals(before.get(field))) {
            others.remove(field);
          }
        });
    Set<String> going = new TreeSet<>(of(applied, object));
    going.removeAll(named.keySet());
    going.removeAll(others);
    applied.put(object, new TreeSet<>(named.keySet()));
    return going;
  }
}
