package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down is read for what it is, or refused. */
class LiteralsTest {
  private static Parsed<FileTree> parsed(String literal) {
    String text = "runbook r \"R\" {\n  param p: Any = %s\n}\n".formatted(literal);
    return Parser.parse(new SourceFile("text", text));
  }

  private static Expr.Constant value(String literal) {
    Parsed<FileTree> parsed = parsed(literal);
    assertEquals(List.of(), parsed.diagnostics());
    Decl.Runbook runbook = (Decl.Runbook) parsed.tree().declarations().get(0);
    Decl.Param param = runbook.items(Decl.Param.class).get(0);
    return ((Expr.Literal) param.standard().orElseThrow()).value();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T04:30Z, 2026-11-23T04:30:00Z",
    "2026-11-23T04:30:05Z, 2026-11-23T04:30:05Z",
    "2026-11-23T23:59:59.5Z, 2026-11-23T23:59:59.5Z",
    "2024-02-29T00:00:00.123456789Z, 2024-02-29T00:00:00.123456789Z"
  })
  void instants(String literal, String written) {
    assertEquals(new Expr.InstantValue(Instant.parse(written)), value(literal));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23", "2024-02-29", "0001-01-01"})
  void dates(String literal) {
    assertEquals(new Expr.DateValue(LocalDate.parse(literal)), value(literal));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "90s, PT90S",
    "1m30s, PT90S",
    "2h, PT2H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "0s, PT0S"
  })
  void durations(String literal, String iso) {
    assertEquals(new Expr.DurationValue(Duration.parse(iso)), value(literal));
  }

  @ParameterizedTest
  @CsvSource({
    "0B, 0",
    "1B, 1",
    "1kB, 1000",
    "1KiB, 1024",
    "1.5MiB, 1572864",
    "2GB, 2000000000",
    "0.5TiB, 549755813888",
    "1.5B, 2"
  })
  void bytes(String literal, long bytes) {
    assertEquals(new Expr.BytesValue(bytes), value(literal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-13-01",
        "2026-11-23T24:30Z",
        "2026-11-23T04:60Z",
        "2026-11-23T04:30:61Z",
        "2026-11-23T04:30:05.1234567891Z",
        "99999999999999999999s",
        "9999999999999999d",
        "99999999999999TiB",
        "99999999999999999999"
      })
  void whatDoesNotExistIsRefused(String literal) {
    assertEquals(
        List.of(Code.LITERAL_OUT_OF_RANGE),
        parsed(literal).diagnostics().stream().map(Diagnostic::code).toList());
  }
}
