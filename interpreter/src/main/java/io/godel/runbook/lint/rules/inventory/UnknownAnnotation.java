package io.godel.runbook.lint.rules.inventory;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.types.Term;
import java.util.Optional;
import java.util.Set;

/** An annotation that nobody reads changes nothing, and nobody says so. */
final class UnknownAnnotation extends InventoryRule {
  UnknownAnnotation() {
    super("L0715", Severity.WARNING, "a controller does not know an annotation");
  }

  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /** ingress-nginx, <i>Annotations</i>. */
  private static final Set<String> KNOWN =
      Set.of(
          "affinity",
          "affinity-mode",
          "affinity-canary-behavior",
          "app-root",
          "auth-realm",
          "auth-secret",
          "auth-secret-type",
          "auth-type",
          "auth-tls-secret",
          "auth-tls-verify-depth",
          "auth-tls-verify-client",
          "auth-tls-error-page",
          "auth-tls-pass-certificate-to-upstream",
          "auth-tls-match-cn",
          "auth-url",
          "auth-cache-key",
          "auth-cache-duration",
          "auth-keepalive",
          "auth-keepalive-share-vars",
          "auth-keepalive-requests",
          "auth-keepalive-timeout",
          "auth-proxy-set-headers",
          "auth-snippet",
          "auth-method",
          "auth-signin",
          "auth-signin-redirect-param",
          "auth-response-headers",
          "auth-request-redirect",
          "auth-always-set-cookie",
          "enable-global-auth",
          "backend-protocol",
          "canary",
          "canary-by-header",
          "canary-by-header-value",
          "canary-by-header-pattern",
          "canary-by-cookie",
          "canary-weight",
          "canary-weight-total",
          "client-body-buffer-size",
          "configuration-snippet",
          "custom-http-errors",
          "custom-headers",
          "default-backend",
          "enable-cors",
          "cors-allow-origin",
          "cors-allow-methods",
          "cors-allow-headers",
          "cors-allow-credentials",
          "cors-expose-headers",
          "cors-max-age",
          "disable-proxy-intercept-errors",
          "force-ssl-redirect",
          "from-to-www-redirect",
          "http2-push-preload",
          "limit-connections",
          "limit-rps",
          "limit-rpm",
          "limit-rate",
          "limit-rate-after",
          "limit-burst-multiplier",
          "limit-whitelist",
          "limit-allowlist",
          "global-rate-limit",
          "global-rate-limit-window",
          "global-rate-limit-key",
          "global-rate-limit-ignored-cidrs",
          "permanent-redirect",
          "permanent-redirect-code",
          "temporal-redirect",
          "temporal-redirect-code",
          "preserve-trailing-slash",
          "proxy-body-size",
          "proxy-cookie-domain",
          "proxy-cookie-path",
          "proxy-connect-timeout",
          "proxy-send-timeout",
          "proxy-read-timeout",
          "proxy-next-upstream",
          "proxy-next-upstream-timeout",
          "proxy-next-upstream-tries",
          "proxy-request-buffering",
          "proxy-redirect-from",
          "proxy-redirect-to",
          "proxy-http-version",
          "proxy-ssl-secret",
          "proxy-ssl-ciphers",
          "proxy-ssl-name",
          "proxy-ssl-protocols",
          "proxy-ssl-verify",
          "proxy-ssl-verify-depth",
          "proxy-ssl-server-name",
          "enable-rewrite-log",
          "rewrite-target",
          "satisfy",
          "server-alias",
          "server-snippet",
          "service-upstream",
          "session-cookie-change-on-failure",
          "session-cookie-conditional-samesite-none",
          "session-cookie-domain",
          "session-cookie-expires",
          "session-cookie-max-age",
          "session-cookie-name",
          "session-cookie-path",
          "session-cookie-samesite",
          "session-cookie-secure",
          "ssl-redirect",
          "ssl-passthrough",
          "stream-snippet",
          "upstream-hash-by",
          "upstream-hash-by-subset",
          "upstream-hash-by-subset-size",
          "x-forwarded-prefix",
          "load-balance",
          "upstream-vhost",
          "denylist-source-range",
          "whitelist-source-range",
          "proxy-buffering",
          "proxy-buffers-number",
          "proxy-busy-buffers-size",
          "proxy-buffer-size",
          "proxy-max-temp-file-size",
          "ssl-ciphers",
          "ssl-prefer-server-ciphers",
          "connection-proxy-header",
          "enable-access-log",
          "enable-opentelemetry",
          "opentelemetry-trust-incoming-span",
          "opentelemetry-operation-name",
          "use-regex",
          "enable-modsecurity",
          "enable-owasp-core-rules",
          "modsecurity-transaction-id",
          "modsecurity-snippet",
          "mirror-request-body",
          "mirror-target",
          "mirror-host",
          "relative-redirects",
          "use-port-in-redirects",
          "port-in-redirect");

  @Override
  void check(Subject subject, Inventory inventory, Spoken spoken, Findings findings) {
    for (Term.Invoke call : spoken.calls()) {
      Optional<String> name = spoken.text(call, "name").filter(it -> it.startsWith(PREFIX));
      if (Spoken.is(call, "k8s.annotate")
          && name.filter(it -> !KNOWN.contains(it.substring(PREFIX.length()))).isPresent()) {
        findings.add(
            Near.help(
                at(
                    spoken.argument(call, "name").orElseThrow().span(),
                    "the controller knows no `" + name.get() + "`"),
                name.get().substring(PREFIX.length()),
                KNOWN));
      }
    }
  }
}
