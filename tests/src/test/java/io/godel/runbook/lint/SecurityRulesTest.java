package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts the rules of security find fault with, and which they leave alone. */
final class SecurityRulesTest {
  private static String text(String items, String body) {
    return """
        use k8s, http, redis, pg
        runbook example "An example" {
          param namespace: k8s.Namespace = "godel"
          let api = k8s.deployment("godel-api", in: namespace)
          let pod = k8s.statefulset("tools", in: namespace).pod()
          let config = k8s.configmap("godel-config", in: namespace)
          let cache = redis.server("redis")
          %s
          scenario work "There is work to do" {
            step work "Do the work" {
              %s
              verify "the API is ready" k8s.ready(api) within 5m every 5s
              undo %s because "it does no harm"
            }
          }
          recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
        }
        """
        .formatted(items, body, body.contains("unlink") ? "none" : "keep");
  }

  private static int found(String rule, String items, String body) {
    return LintedText.found(rule, text(items, body)).size();
  }

  private static String setting(String key, String value) {
    return "do k8s.patch(config, data: { \"" + key + "\": \"" + value + "\" })";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATABASE_URL | postgres://godel:hunter2@postgres/godel",
        "DATABASE_PASSWORD | hunter2",
        "api_key | hunter2",
        "github-token | hunter2",
        "OPTIONS | --password=hunter2",
        "HOOK | https://a.example.com/hook?token=hunter2",
        "KEY | -----BEGIN RSA PRIVATE KEY-----",
      })
  void aSecretIsFound(String key, String value) {
    assertEquals(1, found("L0501", "", setting(key, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATABASE_URL | postgres://godel@postgres:5432/godel",
        "DATABASE_PASSWORD_FILE | /run/secrets/password",
        "PASSWORD | /run/secrets/password",
        "TOKEN | <token>",
        "OPTIONS | --password=<password>",
        "PATTERN | .*(password=.*|://.*:.*@).*",
        "TOKEN_LIFETIME | 1h",
        "KEY_PREFIX | godel",
        "DATABASE_URL | http://localhost:3001/a:b@c",
      })
  void whatIsNoneIsNot(String key, String value) {
    assertEquals(0, found("L0501", "", setting(key, value)));
  }

  @Test
  void valuesAndCommentsAreReadToo() {
    assertEquals(1, found("L0501", "let db_password = \"hunter2\"", setting("A", "b")));
    assertEquals(1, found("L0501", "// redis://:a:b@c redis://a:b@c", setting("A", "b")));
    assertEquals(
        1,
        found(
            "L0501",
            "",
            "do pg.execute(pg.server(\"primary\"), "
                + "sql\"\"\"ALTER ROLE godel PASSWORD 'hunter2'\"\"\")"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "use ASIAIOSFODNN7EXAMPLE here",
        "q7RkX2vB9mZt4LpW8sNcY3hJ6dFgT1aE",
      })
  void aTokenIsFound(String token) {
    assertEquals(1, found("L0502", "", setting("A", token)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIA",
        "3f786850e387550fdab836ed7e6dc881de23001b",
        "123e4567-e89b-12d3-a456-426614174000",
        "nginx.ingress.kubernetes.io/denylist-source-range",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1",
        "TheQuickBrownFoxJumpsOverTheLazyDog",
      })
  void aSumOrANameIsNone(String text) {
    assertEquals(0, found("L0502", "", setting("A", text)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/a, 1",
    "http://203.0.113.7/a, 1",
    "http://api.godel.local/a, 0",
    "http://godel-api.godel.svc/a, 0",
    "http://godel-api.godel.svc.cluster.local:3001/a, 0",
    "http://localhost:3001/a, 0",
    "http://10.1.2.3/a, 0",
    "http://172.20.1.1/a, 0",
    "http://172.32.1.1/a, 1",
    "http://postgres/a, 0",
    "https://example.com/a, 0",
  })
  void aHostOutsideIsAskedWithEncryption(String url, int findings) {
    assertEquals(
        findings,
        found(
            "L0503",
            "",
            "guard \"it is up\" http.fetch(\"" + url + "\").status == 200\n" + setting("A", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['sh', '-c', 'echo ${name}'] | 1",
        "['/bin/bash', '-lc', name] | 1",
        "['psql', '-c', 'SELECT ${name}'] | 1",
        "['mysql', '--execute=DROP TABLE ${name}'] | 1",
        "['psql', '-c', 'SELECT 1'] | 0",
        "['psql', '-v', 'name=${name}', '-f', '/sql/drop.sql'] | 0",
        "['echo', '-c', '${name}'] | 0",
        "['sh', '-c', 'sleep ${api.replicas}'] | 0",
        "['sh', '-c', 'ls /${namespace}'] | 0",
      })
  void aValueInTheTextOfACommandIsFound(String command, int findings) {
    String body =
        "let name = api.variable(\"NAME\") ?? \"\"\ndo k8s.exec(pod, "
            + command.replace('\'', '"')
            + ")";
    assertEquals(findings, found("L0504", "", body));
  }

  @Test
  void aCommandThatHasANameIsFoundToo() {
    String body =
        "let line = \"echo ${api.variable(\"NAME\") ?? \"\"}\"\ndo k8s.exec(pod, [\"sh\", \"-c\", line])";
    assertEquals(1, found("L0504", "", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app!=api | 1",
        "app!=api,tier!=db | 1",
        "app= | 1",
        "app=worker,tier!=db | 0",
        "app=worker | 0",
      })
  void aSelectorThatHitsEverythingIsFound(String selector, int findings) {
    String pods = "k8s.pods(\"" + selector + "\", in: namespace)";
    String loop = "for each in " + pods + " { do k8s.replace(each, uid: each.uid ?? \"\") }";
    assertEquals(findings, found("L0505", "", loop));
    assertEquals(
        0,
        found(
            "L0505", "", "guard \"there are some\" size(" + pods + ") > 0\n" + setting("A", "b")));
  }

  @ParameterizedTest
  @CsvSource({"*, 1", "jobs:dead:*, 0"})
  void aPatternThatHitsEverythingIsFound(String pattern, int findings) {
    String body =
        """
        approve "Remove them?" by "dba" within 10m
        yield expendable = redis.expendable(cache, "%1$s")
        do redis.unlink(cache, pattern: "%1$s", at_most: 10, expendable: expendable)
        """
            .formatted(pattern);
    assertEquals(findings, found("L0505", "", body));
  }

  @Test
  void aWriteOutsideOfTheNamespaceIsFound() {
    String other = "let board = k8s.deployment(\"godel-board\", in: \"godel\")";
    assertEquals(1, found("L0506", other, "do k8s.scale(board, replicas: 2)"));
    assertEquals(
        0, found("L0506", other, "guard \"it is there\" k8s.ready(board)\n" + setting("A", "b")));
    assertEquals(
        0,
        LintedText.found(
                "L0506",
                text(other, "do k8s.scale(board, replicas: 2)")
                    .replace("param namespace: k8s.Namespace", "let namespace: k8s.Namespace"))
            .size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['curl', '-k', 'https://a.example.com'] | 1",
        "['curl', '--insecure', 'https://a.example.com'] | 1",
        "['curl', '-sk', 'https://localhost:8443'] | 0",
        "['tar', '-k', 'x'] | 0",
        "['psql', 'postgres://db/godel?sslmode=disable'] | 1",
        "['psql', 'postgres://db/godel?sslmode=verify-full'] | 0",
        "['psql', 'postgres://localhost/godel?sslmode=disable'] | 0",
        "['sh', '-c', 'curl -s -k https://a.example.com'] | 1",
        "['wget', '--no-check-certificate', 'https://a.example.com'] | 1",
      })
  void aCertificateThatNobodyLooksAtIsFound(String command, int findings) {
    assertEquals(
        findings, found("L0507", "", "do k8s.exec(pod, " + command.replace('\'', '"') + ")"));
  }

  @Test
  void settingsCanSwitchItOff() {
    assertEquals(1, found("L0507", "", setting("PGSSLMODE", "disable")));
    assertEquals(1, found("L0507", "", setting("NODE_TLS_REJECT_UNAUTHORIZED", "0")));
    assertEquals(0, found("L0507", "", setting("PGSSLMODE", "require")));
  }

  @ParameterizedTest
  @CsvSource({
    "param api_token: String, 1",
    "param api_token: Secret<String>, 0",
    "param token_lifetime: Duration, 0",
    "param password_file: String, 0"
  })
  void aParameterForASecretIsOne(String param, int findings) {
    assertEquals(findings, found("L0508", param, setting("A", "b")));
  }

  @Test
  void whatIsFoundNeverSaysTheSecret() {
    Linted linted = LintedText.lint("L0501", text("", setting("PASSWORD", "hunter2")), "");
    assertEquals(
        List.of(false),
        linted.findings().stream()
            .map(it -> it.diagnostic().message().contains("hunter2"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['pg_ctl', '-D', '/data', 'promote'] | 1",
        "['pg_ctl', '-D', '/data', 'status'] | 0",
        "['psql', '-c', 'SELECT pg_promote()'] | 1",
        "['psql', '-c', 'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity'] | 1",
        "['redis-cli', 'FLUSHALL'] | 1",
        "['redis-cli', 'DEL', 'jobs'] | 1",
        "['redis-cli', 'GET', 'jobs'] | 0",
        "['sh', '-c', 'true && kubectl delete pvc data'] | 1",
        "['kubectl', 'get', 'pods'] | 0",
        "['kubectl', 'get', 'pods', '-l', 'app=delete'] | 0",
        "['kubectl', '-n', 'godel', 'scale', 'deployment/a', '--replicas=0'] | 1",
        "['redis-cli', 'LLEN', 'queue:del'] | 0",
        "['redis-cli', '-h', 'redis', 'CONFIG', 'SET', 'save', ''] | 1",
        "['ls', '/kubectl', 'delete'] | 0",
      })
  void whatGoesRoundTheLibraryIsFound(String command, int findings) {
    assertEquals(
        findings, found("L0509", "", "do k8s.exec(pod, " + command.replace('\'', '"') + ")"));
  }

  @ParameterizedTest
  @CsvSource({"SELECT pg_terminate_backend(4711), 1", "ANALYZE agents, 0"})
  void sqlCanGoRoundItToo(String sql, int findings) {
    String body = "do pg.execute(pg.server(\"primary\"), sql\"\"\"" + sql + "\"\"\")";
    assertEquals(findings, found("L0509", "", body));
  }
}
