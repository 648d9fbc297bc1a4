package io.godel.runbook.yaml;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A file that says {@code extends: NAME} is what the other file is, but for what it says itself:
 * mappings are laid over each other key by key, everything else is replaced, and a key whose value
 * is {@code ~} is taken away.
 */
public final class Extended {
  /** The key that names the file below. */
  public static final String KEY = "extends";

  private static final int LAYERS_MAX = 8;

  private final Function<String, Parsed<Optional<SourceFile>>> beside;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<String> layers = new LinkedHashSet<>();

  private Extended(Function<String, Parsed<Optional<SourceFile>>> beside) {
    this.beside = beside;
  }

  /**
   * @param beside finds another file by its name
   */
  public static Parsed<Optional<YamlTree>> read(
      SourceFile source, Function<String, Parsed<Optional<SourceFile>>> beside) {
    Extended reader = new Extended(beside);
    Optional<YamlTree> tree = reader.read(source);
    return new Parsed<>(tree, reader.diagnostics);
  }

  private Optional<YamlTree> read(SourceFile source) {
    Parsed<Optional<YamlTree>> read = YamlReader.read(source);
    diagnostics.addAll(read.diagnostics());
    return read.tree().map(this::whole);
  }

  private YamlTree whole(YamlTree tree) {
    if (!(tree instanceof YamlTree.Mapping mapping) || !mapping.entries().containsKey(KEY)) {
      return tree;
    }
    YamlTree name = mapping.entries().get(KEY).value();
    Map<String, YamlTree.Entry> own = new LinkedHashMap<>(mapping.entries());
    own.remove(KEY);
    YamlTree.Mapping above = new YamlTree.Mapping(own, mapping.span());
    if (!(name instanceof YamlTree.Scalar scalar)) {
      wrong(name.span(), "this has to be the name of another world");
      return above;
    }
    if (!layers.add(scalar.text()) || layers.size() > LAYERS_MAX) {
      wrong(name.span(), "worlds cannot extend each other in a circle, or so deep");
      return above;
    }
    Parsed<Optional<SourceFile>> found = beside.apply(scalar.text());
    if (found.tree().isEmpty()) {
      wrong(name.span(), "there is no world `" + scalar.text() + "` beside this one");
      return above;
    }
    return read(found.tree().get()).map(below -> over(below, above)).orElse(above);
  }

  private void wrong(Span span, String message) {
    diagnostics.add(Diagnostic.error(Code.WORLD_WRONG_VALUE, span, message));
  }

  private static YamlTree over(YamlTree below, YamlTree above) {
    if (!(below instanceof YamlTree.Mapping lower) || !(above instanceof YamlTree.Mapping upper)) {
      return above;
    }
    Map<String, YamlTree.Entry> entries = new LinkedHashMap<>(lower.entries());
    upper
        .entries()
        .forEach(
            (key, entry) -> {
              if (isNothing(entry.value())) {
                entries.remove(key);
              } else if (entries.containsKey(key)) {
                YamlTree merged = over(entries.get(key).value(), entry.value());
                entries.put(key, new YamlTree.Entry(entry.key(), merged));
              } else {
                entries.put(key, entry);
              }
            });
    return new YamlTree.Mapping(entries, upper.span());
  }

  private static boolean isNothing(YamlTree tree) {
    return tree instanceof YamlTree.Scalar scalar
        && !scalar.quoted()
        && (scalar.text().equals("~") || scalar.text().equals("null"));
  }
}
