package io.godel.runbook.run;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.SourceReader;
import io.godel.runbook.types.Checker;
import io.godel.runbook.types.TypedRunbook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts that a plan is made of: the runbook, and the ones beside it that it calls.
 *
 * @param main the name of the runbook's file
 * @param byFile the text of each file, by its name; all of them lie in one folder
 * @param related the names of further files that are spoken of: that they are there is all that is
 *     asked of them
 */
record Texts(String main, Map<String, String> byFile, Set<String> related) {
  private static final String NOT_A_PART = "// Spoken of as related, and no part of the run.\n";

  Texts {
    byFile = Collections.unmodifiableMap(new LinkedHashMap<>(byFile));
    related = Collections.unmodifiableSet(new TreeSet<>(related));
  }

  static Texts of(Path file, TypedRunbook runbook) {
    Map<String, String> texts = new LinkedHashMap<>();
    Set<String> related = new TreeSet<>();
    String main = file.getFileName().toString();
    gather(main, runbook, texts, related);
    related.removeAll(texts.keySet());
    return new Texts(main, texts, related);
  }

  private static void gather(
      String file, TypedRunbook runbook, Map<String, String> texts, Set<String> related) {
    if (texts.putIfAbsent(file, runbook.source().text()) != null) {
      return;
    }
    for (Decl.Related each : runbook.tree().items(Decl.Related.class)) {
      each.runbooks().forEach(name -> related.add(Checker.Siblings.fileName(name.text())));
    }
    for (TypedRunbook part : runbook.parts().values()) {
      gather(Checker.Siblings.fileName(part.name()), part, texts, related);
    }
  }

  /** Puts them into a new folder, as they lay beside each other. */
  void write(Path folder) throws StateException {
    OwnFiles.demandFolder(folder);
    for (Map.Entry<String, String> each : byFile.entrySet()) {
      OwnFiles.write(folder.resolve(each.getKey()), each.getValue());
    }
    for (String each : related) {
      OwnFiles.write(folder.resolve(each), NOT_A_PART);
    }
  }

  /** The hash of each text, by the name of its file. */
  Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    byFile.forEach((name, text) -> hashes.put(name, Hash.of(text)));
    return hashes;
  }

  /** What is another now where they came from, each a sentence. */
  List<String> changes(Path file) {
    List<String> changes = new ArrayList<>();
    byFile.forEach(
        (name, text) -> {
          Path path = file.resolveSibling(name);
          Parsed<Optional<SourceFile>> now = SourceReader.read(path, path.toString());
          if (now.tree().isEmpty()) {
            changes.add(now.diagnostics().get(0).message());
          } else if (!now.tree().get().text().equals(text)) {
            changes.add(path + " has changed");
          }
        });
    return changes;
  }
}
