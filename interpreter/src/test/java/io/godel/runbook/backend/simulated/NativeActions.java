package io.godel.runbook.backend.simulated;

import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parser;
import java.util.Set;
import java.util.TreeSet;

/** What a module of the library declares for a backend to carry out. */
public final class NativeActions {
  private NativeActions() {}

  /** The qualified names of the native actions that are not pure. */
  public static Set<String> of(String module) {
    Set<String> names = new TreeSet<>();
    for (Decl decl : Parser.parse(StandardLibrary.source(module)).tree().declarations()) {
      for (Decl item : ((Decl.Module) decl).items()) {
        if (item instanceof Decl.NativeAction action && action.effect() != Decl.EffectWord.PURE) {
          names.add(module + "." + action.name().text());
        }
      }
    }
    return names;
  }
}
