package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.source.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Texts that are deep, long, empty or odd are answered soon and without an exception. */
class ParserLimitsTest {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final String HEAD = "runbook r \"R\" {\n  let x = ";
  private static final int EIGHT_MB = 8 << 20;

  private static Parsed<FileTree> parse(String text) {
    return assertTimeoutPreemptively(ANSWER_MAX, () -> Parser.parse(new SourceFile("text", text)));
  }

  private static List<Coded> codes(String text) {
    return parse(text).diagnostics().stream().map(it -> it.code()).toList();
  }

  private static String nested(String open, String inside, String close, int times) {
    return HEAD + open.repeat(times) + inside + close.repeat(times) + "\n}\n";
  }

  @TestFactory
  Stream<DynamicTest> tooDeepIsSaidOnce() {
    return Stream.of(1_000, 100_000)
        .flatMap(
            times ->
                Stream.of(
                    nested("(", "1", ")", times),
                    nested("[", "1", "]", times),
                    nested("{ 1: ", "1", " }", times),
                    nested("[", "1", " for x in xs]", times),
                    nested("f(", "1", ")", times),
                    nested("x[", "1", "]", times),
                    nested("match a { b -> ", "1", " }", times),
                    nested("count(x in ", "xs", ")", times),
                    nested("\"${", "1", "}\"", times),
                    nested("sql\"\"\"${", "1", "}\"\"\"", times),
                    nested("not ", "a", "", times),
                    nested("-", "a", "", times),
                    nested("a.", "b", "", times),
                    nested("a().", "b", "", times),
                    nested("a + ", "b", "", times),
                    nested("a and not ", "b", "", times),
                    nested("if a then 1 else ", "b", "", times),
                    nested("a", "b", "[1]", times).replace("ab[", "b[").replace("a", ""),
                    "runbook r \"R\" { recovered " + "{ ".repeat(times) + "} ".repeat(times) + "}",
                    "runbook r \"R\" { recovered { if a { }"
                        + " else if b { }".repeat(times)
                        + "} }",
                    "runbook r \"R\" { param p: "
                        + "L<".repeat(times)
                        + "I"
                        + ">".repeat(times)
                        + " }",
                    nested("(", "", "", times),
                    nested("\"${", "", "", times)))
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.substring(0, 50).strip() + "… " + text.length(),
                    () -> assertEquals(List.of(Code.TOO_DEEP), codes(text))));
  }

  @Test
  void whatIsJustWithinTheLimitIsRead() {
    assertEquals(List.of(), codes(nested("(", "1", ")", 190)));
    assertEquals(List.of(), codes(nested("a + ", "b", "", 590)));
    assertEquals(List.of(), codes(nested("a.", "b", "", 590)));
    assertEquals(List.of(), codes(nested("not ", "b", "", 590)));
    assertEquals(List.of(), codes(nested("\"${", "1", "}\"", 95)));
  }

  @Test
  void manySentencesAreNotDeep() {
    String ifs = "if a and b { }\n".repeat(5_000);
    String lets = "let x = a + b * c.d\n".repeat(5_000);
    assertEquals(List.of(), codes("runbook r \"R\" { recovered { " + ifs + lets + " } }"));
    assertEquals(List.of(), codes(HEAD + "[" + "a.b + 1, ".repeat(5_000) + "] }"));
  }

  @Test
  void aFlatFileOfEightMegabytesIsRead() {
    String one = "runbook r \"R\" { assess { let x = f(a, \"b\") } }\n";
    assertEquals(List.of(), codes(one.repeat(EIGHT_MB / one.length())));
  }

  @Test
  void aBrokenFileOfEightMegabytesIsAnswered() {
    String one = "runbook r \"R\" { assess { let x = f(a \"b\") } }\n";
    assertFalse(codes(one.repeat(EIGHT_MB / one.length())).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> runsOfOneSignAreAnswered() {
    return Stream.of(
            "(", ")", "{", "}", "[", "]", "\"", "'", "/*", "${", "\\", "\"\"\"", "=", ",", "\u0000",
            "\uD83D", "é", "#", "\n", "x ", "1 ", "step ", "} step ", "\"\n")
        .map(
            sign ->
                DynamicTest.dynamicTest(
                    "run of " + (int) sign.charAt(0) + " " + sign.strip(),
                    () -> assertFalse(codes(sign.repeat(100_000)).isEmpty())));
  }

  @Test
  void aFileWithoutDeclarationSaysSo() {
    assertEquals(List.of(Code.FILE_EMPTY), codes(""));
    assertEquals(List.of(Code.FILE_EMPTY), codes(" \n\t\r\n"));
    assertEquals(List.of(Code.FILE_EMPTY), codes("// only\n/* comments */\n/// here"));
    assertEquals(List.of(Code.FILE_EMPTY), codes("use k8s"));
    assertEquals(List.of(Code.FILE_EMPTY), codes("\uFEFF"));
  }

  @Test
  void lineEndingsAndTheByteOrderMarkMeanNothing() {
    String text = "\uFEFF/// Doc\r\nrunbook r \"R\" {\r\n  let x = \"\"\"a\r\nb\"\"\"\r\n}\r\n";
    Parsed<FileTree> parsed = parse(text);
    assertEquals(List.of(), parsed.diagnostics());
    assertTrue(
        parsed.tree().declarations().get(0) instanceof Decl.Runbook it
            && it.doc().orElseThrow().text().equals("Doc"));
  }

  @Test
  void spansCountAsJavaDoes() {
    Parsed<FileTree> parsed = parse("// 🙂🙂\nrunbook r \"🙂\" { let größer = 1 }");
    assertEquals("öß", parsed.diagnostics().get(0).span().text());
    assertEquals("// 🙂🙂", parsed.tree().comments().get(0).span().text());
  }
}
