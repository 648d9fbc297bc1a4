package io.godel.runbook.inventory;

import io.godel.runbook.yaml.YamlTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a manifest, asked for its parts. What is not there, or of another shape, is empty: a
 * manifest is checked by those who apply it.
 */
public record Tree(YamlTree yaml) {

  /** The part behind these keys. */
  public Optional<Tree> at(String... keys) {
    YamlTree here = yaml;
    for (String key : keys) {
      if (!(here instanceof YamlTree.Mapping mapping) || !mapping.entries().containsKey(key)) {
        return Optional.empty();
      }
      here = mapping.entries().get(key).value();
    }
    return Optional.of(new Tree(here));
  }

  public Optional<String> text(String... keys) {
    return at(keys).flatMap(Tree::scalar);
  }

  private Optional<String> scalar() {
    return yaml instanceof YamlTree.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  public Optional<Integer> number(String... keys) {
    return text(keys).flatMap(Tree::parsed);
  }

  private static Optional<Integer> parsed(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  public List<Tree> list(String... keys) {
    return at(keys).map(Tree::elements).orElse(List.of());
  }

  private List<Tree> elements() {
    return yaml instanceof YamlTree.Sequence sequence
        ? sequence.elements().stream().map(Tree::new).toList()
        : List.of();
  }

  public List<String> texts(String... keys) {
    return list(keys).stream().flatMap(element -> element.scalar().stream()).toList();
  }

  /** A mapping of texts, in order. */
  public Map<String, String> map(String... keys) {
    Map<String, String> map = new LinkedHashMap<>();
    if (at(keys).map(Tree::yaml).orElse(null) instanceof YamlTree.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, entry) -> map.put(key, new Tree(entry.value()).scalar().orElse("")));
    }
    return Collections.unmodifiableMap(map);
  }
}
