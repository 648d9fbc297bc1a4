package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who finds a secret in a text does not say it once more. */
final class SecretsStayHiddenTest {
  private static final String PASSWORD = "Canary-4711";
  private static final String TOKEN = "ghp_c4naryC4NARYc4naryC4NARYc4naryC4NARYc4na";

  /** Other findings stand in the same lines. */
  private static final String TEXT =
      """
      runbook leaky "Secrets in the open" {
        let token = "%s"
        let password = "%s"
        let Url = "postgres://admin:%s@postgres/godel"
        let again = "postgres://admin:%s@postgres/godel"
        let oncemore = "postgres://admin:%s@postgres/godel"

        scenario only "It is there" when size(token) > 0 {
          step wait_for "Wait" {
            verify "there is a password" size(password) > 0 within 1m every 1s
            undo keep because "nothing is done"
          }
        }

        recovered {
          verify "there are names" size(Url) + size(again) + size(oncemore) > 0 within 1m every 5s
        }
      }
      """
          .formatted(TOKEN, PASSWORD, PASSWORD, PASSWORD, PASSWORD);

  @TempDir Path path;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "github", "junit", "markdown"})
  void inEveryFormat(String format) throws IOException {
    LintFolder folder = new LintFolder(path);
    folder.write("leaky.runbook", TEXT);
    Ran ran = folder.lint("--format", format);
    assertTrue(ran.all().contains("L0501"), ran.all());
    assertTrue(ran.all().contains("L0502"), ran.all());
    assertFalse(ran.all().contains(PASSWORD), ran.all());
    assertFalse(ran.all().contains(TOKEN), ran.all());
  }

  @Test
  void theLineIsShownWithDots() throws IOException {
    LintFolder folder = new LintFolder(path);
    folder.write("leaky.runbook", TEXT);
    assertTrue(folder.lint().out().contains("let password = •••••"), folder.lint().out());
  }
}
