package io.godel.runbook.types;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Decl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A runbook in which nothing is wrong: only the checker makes one.
 *
 * @param parts the runbooks that this one calls, by name, checked too
 */
public record TypedRunbook(
    SourceFile source,
    Decl.Runbook tree,
    Library library,
    Facts facts,
    Map<String, TypedRunbook> parts) {

  public TypedRunbook {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  public String name() {
    return tree.name().text();
  }
}
