package io.godel.runbook.inventory;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.SourceReader;
import io.godel.runbook.yaml.YamlReader;
import io.godel.runbook.yaml.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an inventory from files: manifests with several documents, lists, the output of Helm, rule
 * files of Prometheus and {@code PrometheusRule} objects. What is of another form is left out; what
 * cannot be read is reported.
 */
public final class InventoryReader {
  private static final YamlReader.Limits LIMITS = new YamlReader.Limits(1 << 24, 1_000_000);

  private static final String LIST = "List";
  private static final int FILES_MAX = 10_000;
  private static final int DEPTH_MAX = 32;

  private final List<KubernetesObject> objects = new ArrayList<>();
  private final List<Inventory.Alert> alerts = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private InventoryReader() {}

  /**
   * @param paths files, and folders with all {@code *.yaml}, {@code *.yml} and {@code *.json} in
   *     them
   * @throws IOException when one of them is not there or cannot be gone through
   */
  public static Parsed<Inventory> read(List<Path> paths) throws IOException {
    InventoryReader reader = new InventoryReader();
    for (Path path : paths) {
      for (Path file : files(path)) {
        Parsed<Optional<SourceFile>> source = SourceReader.read(file, file.toString());
        reader.diagnostics.addAll(source.diagnostics());
        source.tree().ifPresent(reader::file);
      }
    }
    return reader.inventory();
  }

  /** From texts that are manifests, as an API server gives them. */
  public static Parsed<Inventory> of(List<SourceFile> texts) {
    InventoryReader reader = new InventoryReader();
    texts.forEach(reader::file);
    return reader.inventory();
  }

  private Parsed<Inventory> inventory() {
    return new Parsed<>(Inventory.of(objects, alerts), diagnostics);
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path, DEPTH_MAX)) {
      List<Path> files =
          all.filter(it -> it.toString().matches(".*\\.(ya?ml|json)"))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(FILES_MAX + 1L)
              .toList();
      if (files.size() > FILES_MAX) {
        throw new IOException(path + " has more than " + FILES_MAX + " files");
      }
      return files;
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private void file(SourceFile source) {
    int template = source.text().indexOf("{{");
    int before = diagnostics.size();
    Parsed<List<YamlTree>> documents = YamlReader.readAll(source, LIMITS);
    diagnostics.addAll(documents.diagnostics());
    if (template >= 0 && diagnostics.size() > before) {
      // A template is no YAML at many places; one message says what to do about all of them.
      diagnostics.subList(before, diagnostics.size()).clear();
      diagnostics.add(
          Diagnostic.error(
                  Code.WORLD_SYNTAX,
                  new Span(source, template, template + 2),
                  "this is a template, and not yet a manifest")
              .help("give what `helm template` writes instead"));
      return;
    }
    documents.tree().forEach(tree -> document(new Tree(tree), Optional.empty()));
  }

  /**
   * @param listed the kind of the list that it stands in: an API server says it once for all
   */
  private void document(Tree tree, Optional<String> listed) {
    List<Tree> items = tree.list("items");
    Optional<String> list = tree.text("kind").filter(it -> it.endsWith(LIST));
    if (list.isPresent() && tree.at("items").isPresent()) {
      String kind = list.get().substring(0, list.get().length() - LIST.length());
      items.forEach(item -> document(item, Optional.of(kind)));
      return;
    }
    rules(tree.list("groups"));
    Optional<Tree> name = tree.at("metadata", "name");
    Optional<String> kind = tree.text("kind").or(() -> listed);
    if (kind.isEmpty() || name.isEmpty()) {
      return;
    }
    if (kind.get().equals("PrometheusRule")) {
      rules(tree.list("spec", "groups"));
    }
    objects.add(
        new KubernetesObject(
            kind.get(),
            tree.text("metadata", "name").orElse(""),
            tree.text("metadata", "namespace").orElse(KubernetesObject.DEFAULT_NAMESPACE),
            tree,
            name.get().yaml().span()));
    if (kind.get().equals("ConfigMap")) {
      embedded(tree);
    }
  }

  /** Rule files are often kept in ConfigMaps. */
  private void embedded(Tree configMap) {
    configMap
        .map("data")
        .forEach(
            (key, text) -> {
              if (key.matches(".*\\.ya?ml") && text.contains("alert:")) {
                SourceFile source = new SourceFile(key, text);
                YamlReader.readAll(source, LIMITS)
                    .tree()
                    .forEach(tree -> rules(new Tree(tree).list("groups")));
              }
            });
  }

  private void rules(List<Tree> groups) {
    for (Tree group : groups) {
      for (Tree rule : group.list("rules")) {
        rule.at("alert")
            .ifPresent(
                alert ->
                    alerts.add(
                        new Inventory.Alert(rule.text("alert").orElse(""), alert.yaml().span())));
      }
    }
  }
}
