package io.godel.runbook.library;

import io.godel.runbook.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the declarations of the library that a text can need: those whose names are words of it,
 * and what these name in turn. The first one of each module is always there, so that the module is
 * known.
 */
final class LibraryPart {
  /** Its names need no prefix, so that a text need not name it. */
  private static final String ALWAYS = "core";

  private final Map<String, ModuleText> modules = new LinkedHashMap<>();

  /** By qualified name. */
  private final Set<String> taken = new HashSet<>();

  private final Set<String> words = new HashSet<>();

  private LibraryPart() {}

  /** The modules in their order, each with what is needed of it. */
  static List<SourceFile> of(String text) {
    LibraryPart part = new LibraryPart();
    part.words.add(ALWAYS);
    part.words.addAll(ModuleText.words(text));
    int before;
    do {
      before = part.taken.size();
      StandardLibrary.MODULES.forEach(part::take);
    } while (part.taken.size() > before);
    List<SourceFile> files = new ArrayList<>();
    part.modules.values().forEach(module -> files.add(module.only(part.taken)));
    return files;
  }

  private void take(String name) {
    if (!words.contains(name)) {
      return;
    }
    ModuleText module = modules.computeIfAbsent(name, ModuleText::of);
    boolean first = true;
    for (ModuleText.Item item : module.items()) {
      if ((first || words.contains(item.name())) && taken.add(module.qualified(item))) {
        words.addAll(ModuleText.words(item.text()));
      }
      first = false;
    }
  }
}
