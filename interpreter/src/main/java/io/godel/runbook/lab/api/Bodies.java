package io.godel.runbook.lab.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads what is sent: JSON, or YAML where that is said. */
final class Bodies {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Bodies() {}

  static ObjectNode object(Request request) throws Refusal {
    if (read(request) instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.badRequest("the object provided is unrecognized (must be of type Object)");
  }

  static JsonNode read(Request request) throws Refusal {
    try {
      return MAPPER.readTree(request.body());
    } catch (JsonProcessingException malformed) {
      if (request.contentType().endsWith("yaml")) {
        return yaml(request.body());
      }
      throw Refusal.badRequest("error decoding the body: " + malformed.getOriginalMessage());
    }
  }

  private static JsonNode yaml(String text) throws Refusal {
    LoaderOptions options = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options),
            new Representer(dumping),
            dumping,
            options,
            new JsonLike());
    try {
      return MAPPER.valueToTree(yaml.load(text));
    } catch (YAMLException | IllegalArgumentException malformed) {
      throw Refusal.badRequest("error decoding the body: it is no YAML");
    }
  }

  /** Plain texts are what they are in YAML 1.2: a time and {@code yes} are texts. */
  private static final class JsonLike extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
      addImplicitResolver(
          Tag.FLOAT, Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"), "-+0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
      addImplicitResolver(Tag.NULL, Pattern.compile("$"), null);
    }
  }
}
