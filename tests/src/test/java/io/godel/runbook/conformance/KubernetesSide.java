package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A cluster in a world of its own, whose time stands still unless it is told to pass. */
interface KubernetesSide {
  String NAMESPACE = "godel";

  /** What the application is called from outside. */
  String PUBLIC_HOST = "app.example";

  Outcome call(Call call) throws Exception;

  void pass(Duration time) throws Exception;

  /** Something happens to the cluster that no action does. */
  void befall(Consumer<Cluster> what) throws Exception;

  void close() throws Exception;

  /** A world of those parts. */
  static World world(String parts) {
    String text = "starts: 2026-11-23T03:00:00Z\n" + parts;
    Parsed<Optional<WorldFile>> file = WorldFile.read(new SourceFile("world.yaml", text));
    if (!file.diagnostics().isEmpty()) {
      throw new AssertionError(file.diagnostics().stream().map(Diagnostic::message).toList());
    }
    return file.tree().orElseThrow().make(0);
  }

  /** What a module leaves to a backend; those that act, or those that look. */
  static Set<String> nativeActions(String name, boolean acting) {
    Set<String> names = new TreeSet<>();
    for (Decl module : Parser.parse(StandardLibrary.source(name)).tree().declarations()) {
      for (Decl item : ((Decl.Module) module).items()) {
        if (item instanceof Decl.NativeAction action && action.effect() != Decl.EffectWord.PURE) {
          boolean acts = action.effect() != Decl.EffectWord.READS;
          if (acts == acting) {
            names.add(name + "." + action.name().text());
          }
        }
      }
    }
    return names;
  }
}
