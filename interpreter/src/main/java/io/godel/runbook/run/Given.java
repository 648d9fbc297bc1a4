package io.godel.runbook.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters that an operator gave, as far as they are kept.
 *
 * @param params as they were written, without those that are secret
 * @param secrets the names of those that are secret: nobody keeps them
 */
public record Given(Map<String, String> params, Set<String> secrets) {
  public Given {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
  }

  /**
   * @param plan the one that was made with them: it knows which are secret
   */
  static Given of(Plan plan, Map<String, String> written) {
    Map<String, String> params = new LinkedHashMap<>(written);
    Set<String> secrets = new TreeSet<>();
    for (Plan.Argument argument : plan.arguments()) {
      String name = argument.variable().name();
      if (argument.value() instanceof Value.Secret && params.remove(name) != null) {
        secrets.add(name);
      }
    }
    return new Given(params, secrets);
  }

  /**
   * All of them.
   *
   * @param again those that are secret, once more; others are of no interest
   */
  Map<String, String> with(Map<String, String> again) throws StateException {
    Map<String, String> all = new LinkedHashMap<>(params);
    for (String secret : secrets) {
      if (!again.containsKey(secret)) {
        throw new StateException(
            "`%s` is secret and was not kept: give it again with `--param %s=…`"
                .formatted(secret, secret));
      }
      all.put(secret, again.get(secret));
    }
    return all;
  }

  void write(ObjectNode json) {
    ObjectNode written = json.putObject("params");
    params.forEach(written::put);
    secrets.forEach(json.putArray("secrets")::add);
  }

  /**
   * @throws IllegalArgumentException for what was not written so
   */
  static Given read(JsonNode json) {
    Set<String> secrets = new TreeSet<>();
    json.path("secrets").forEach(name -> secrets.add(Fields.text(name)));
    return new Given(Fields.texts(json.path("params")), secrets);
  }
}
