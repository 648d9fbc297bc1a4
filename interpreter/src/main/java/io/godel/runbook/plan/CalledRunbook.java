package io.godel.runbook.plan;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Type;
import io.godel.runbook.types.TypedRunbook;
import java.util.ArrayList;
import java.util.List;

/** A runbook as a part of another: its look, its first scenario that fits, its recovery check. */
final class CalledRunbook {
  private CalledRunbook() {}

  static List<Node> nodes(Planner planner, TypedRunbook part, String id) {
    List<Node> nodes = new ArrayList<>();
    NodeBuilder builder = new NodeBuilder(planner, part, id);
    part.tree().items(Decl.Value.class).forEach(value -> nodes.add(value.let().accept(builder)));
    part.tree()
        .items(Decl.Assess.class)
        .forEach(it -> nodes.addAll(new NodeBuilder(planner, part, id + "/assess").all(it.body())));
    nodes.add(choice(planner, part, id, part.tree().items(Decl.Scenario.class)));
    part.tree()
        .items(Decl.Recovered.class)
        .forEach(
            it -> nodes.addAll(new NodeBuilder(planner, part, id + "/recovered").all(it.body())));
    return nodes;
  }

  private static Node choice(
      Planner planner, TypedRunbook part, String id, List<Decl.Scenario> rest) {
    List<Decl.Scenario> candidates =
        rest.stream().filter(scenario -> scenario.when().isPresent()).toList();
    if (candidates.isEmpty()) {
      Term why =
          new Term.Chars(
              "no scenario of `" + part.name() + "` fits",
              Type.Primitive.STRING,
              part.tree().name().span());
      String abort = planner.ids().of(id, "abort", "no scenario fits");
      return new Node.Abort(abort, why, part.tree().name().span());
    }
    Decl.Scenario first = candidates.get(0);
    String inner = planner.ids().named(id, first.name().text());
    return new Node.Branch(
        inner,
        part.facts().term(first.when().orElseThrow()),
        new NodeBuilder(planner, part, inner).all(first.body()),
        List.of(choice(planner, part, id, candidates.subList(1, candidates.size()))),
        first.span());
  }
}
