package io.godel.runbook.soundness;

import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The actions of the standard library by what they can be used for. */
final class LibraryCalls {
  static final Library LIBRARY = StandardLibrary.load();
  private static final String CORE = "core";

  /** Takes what a person says, or what only a look can give. */
  private static final Set<String> ASKING = Set.of("pg.fenced_by_word", "pg.distance");

  /**
   * A call, or a field of what it gives.
   *
   * @param field empty for the whole result
   */
  record Source(Action action, Optional<String> field) {}

  private LibraryCalls() {}

  static List<Action> acting() {
    return actions().stream().filter(it -> it.effect().acts()).toList();
  }

  /** What can be asked for a value of that type. */
  static List<Source> sources(Type wanted) {
    List<Source> sources = new ArrayList<>();
    for (Action action : actions()) {
      if (action.effect().acts()) {
        continue;
      }
      if (fits(action.result(), wanted)) {
        sources.add(new Source(action, Optional.empty()));
      } else if (action.result() instanceof Type.RecordType record
          && action.effect() == Effect.READS) {
        record.fields().stream()
            .filter(field -> field.type().equals(wanted))
            .forEach(field -> sources.add(new Source(action, Optional.of(field.name()))));
      }
    }
    return sources;
  }

  private static List<Action> actions() {
    return LIBRARY.actions().values().stream()
        .filter(it -> it.typeParameters().isEmpty())
        .filter(it -> !it.module().equals(CORE) || !it.parameters().isEmpty())
        .filter(it -> !ASKING.contains(it.qualifiedName()))
        .toList();
  }

  private static boolean fits(Type given, Type wanted) {
    if (given instanceof Type.Opaque handle && wanted instanceof Type.Opaque) {
      return handle.equals(wanted) || handle.parent().filter(it -> fits(it, wanted)).isPresent();
    }
    return given.equals(wanted);
  }

  static String name(Action action) {
    return action.module().equals(CORE) ? action.name() : action.qualifiedName();
  }
}
