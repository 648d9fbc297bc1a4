package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.syntax.Decl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of an action. */
final class Parameters {
  private Parameters() {}

  /**
   * @param path of the action, the beginning of the parameters' ids
   */
  static List<Action.Parameter> read(
      List<Decl.Parameter> declared, String path, ExprChecker exprs) {
    Map<String, Action.Parameter> parameters = new LinkedHashMap<>();
    for (Decl.Parameter each : declared) {
      String name = each.name().text();
      Type type = exprs.type(each.type());
      Optional<Term> standard =
          each.standard().map(value -> exprs.checkAs(value, type, "the default"));
      Variable variable = new Variable(path + "/" + name, name, type);
      Action.Parameter parameter = new Action.Parameter(variable, each.fresh(), standard);
      if (parameters.putIfAbsent(name, parameter) != null) {
        exprs.findings.error(
            Code.NAME_TWICE, each.name().span(), "there is a parameter `" + name + "` already");
      }
      if (each.fresh().isPresent() && !(type instanceof Type.EvidenceOf)) {
        exprs.findings.error(
            Code.WRONG_TYPE, each.span(), "only an evidence has an age that `fresh` could bound");
      }
    }
    return List.copyOf(parameters.values());
  }
}
