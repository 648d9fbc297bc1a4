package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.regex.Pattern;

/** Who does not look at the certificate talks to whoever answers. */
final class TlsUnverified extends Rule {
  private static final Pattern SWITCH =
      Pattern.compile(
          "(?i)(?:^|[\\s?&])(--insecure|--no-check-certificate|--insecure-skip-tls-verify(=true)?"
              + "|--no-verify-ssl|--tls-verify=false|--skip-tls(-verify)?|(pg)?sslmode=(disable|allow)"
              + "|node_tls_reject_unauthorized=0|git_ssl_no_verify=(1|true))(?:$|[\\s&])");

  private static final Pattern SHORT_SWITCH = Pattern.compile("-[a-zA-Z]*k[a-zA-Z]*");
  private static final Pattern CURL_LINE =
      Pattern.compile("(?:^|[\\s;|&])curl(\\s+-[^\\s]+)*\\s+-[a-zA-Z]*k[a-zA-Z]*(?:$|\\s)");
  private static final Pattern HERE = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");

  TlsUnverified() {
    super("L0507", Severity.ERROR, "a certificate is not looked at");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Term term : subject.said().terms()) {
      if (term instanceof Term.Chars it && isOff(it.value())) {
        add(it.span(), findings);
      } else if (term instanceof Term.ListOf it) {
        curl(it.elements(), findings);
      } else if (term instanceof Term.MapOf it) {
        it.entries().forEach(entry -> setting(entry, findings));
      }
    }
  }

  private static boolean isOff(String text) {
    boolean switches = text.contains("--") || text.indexOf('=') >= 0;
    return ((switches && SWITCH.matcher(text).find())
            || (text.contains("curl") && CURL_LINE.matcher(text).find()))
        && !HERE.matcher(text).find();
  }

  /** The letter means this in the arguments of one program. */
  private void curl(List<Term> arguments, Findings findings) {
    boolean isCurl =
        !arguments.isEmpty()
            && arguments.get(0) instanceof Term.Chars program
            && (program.value().equals("curl") || program.value().endsWith("/curl"));
    boolean here =
        arguments.stream()
            .anyMatch(it -> it instanceof Term.Chars chars && HERE.matcher(chars.value()).find());
    arguments.stream()
        .filter(it -> isCurl && !here)
        .filter(
            it -> it instanceof Term.Chars chars && SHORT_SWITCH.matcher(chars.value()).matches())
        .forEach(it -> add(it.span(), findings));
  }

  private void setting(Term.Entry entry, Findings findings) {
    if (entry.key() instanceof Term.Chars key
        && entry.value() instanceof Term.Chars value
        && isOff(key.value() + "=" + value.value())) {
      add(value.span(), findings);
    }
  }

  private void add(Span span, Findings findings) {
    findings.add(
        at(span, "with this nobody knows who answers")
            .help(
                "give the certificate of the authority that is trusted (`--cacert`, `verify-full`)"));
  }
}
