package io.godel.runbook.backend.live;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.yaml.Section;
import java.util.List;
import java.util.Optional;

/** Where a password is to be had; the password itself stands in no profile. */
public sealed interface PasswordSource {
  /** The keys of a profile's section that say so. */
  List<String> KEYS = List.of("env", "secret", "key", "namespace");

  /** An environment variable. */
  record Env(String variable) implements PasswordSource {}

  /** A key of a Kubernetes Secret. */
  record InSecret(String namespace, String name, String key) implements PasswordSource {}

  /** What the client finds by itself: {@code .pgpass}, a service file, or none is needed. */
  record Usual() implements PasswordSource {}

  /**
   * Reads the section {@code password}; without one it is the usual one.
   *
   * @param namespace where nothing else is said
   */
  static PasswordSource read(Section parent, String namespace, List<Diagnostic> diagnostics) {
    return read("password", parent, namespace, diagnostics);
  }

  /** Reads a section of another name that says where a secret is. */
  static PasswordSource read(
      String key, Section parent, String namespace, List<Diagnostic> diagnostics) {
    Optional<Section> section = parent.section(key, KEYS);
    if (section.isEmpty()) {
      return new Usual();
    }
    Section said = section.get();
    Optional<String> env = said.string("env");
    Optional<String> secret = said.string("secret");
    if (env.isPresent() == secret.isPresent()) {
      diagnostics.add(
          Diagnostic.error(
              Code.WORLD_WRONG_VALUE,
              said.span(),
              "where the " + key + " is has to be said by one of `env` and `secret`"));
      return new Usual();
    }
    return env.<PasswordSource>map(Env::new)
        .orElseGet(
            () ->
                new InSecret(
                    said.string("namespace", namespace), secret.get(), said.required("key")));
  }
}
