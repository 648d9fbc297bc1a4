package io.godel.runbook.lint.rules.security;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names say that what they name is secret. */
final class SecretNames {
  /** The last word counts: a `token_url` is none. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(.*[-_. ])?(password|passwd|passphrase|secret|token|credentials?"
              + "|(api|secret|private|access)[-_]?key)");

  private SecretNames() {}

  static boolean says(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
