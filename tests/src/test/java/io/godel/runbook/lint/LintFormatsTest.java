package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of the answer, held to the schemas of those who read them. */
final class LintFormatsTest {
  private static final Path JUNIT = Path.of("tests/src/test/resources/lint/junit.xsd");

  @TempDir Path path;
  private LintFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = new LintFolder(path);
    folder.only(LintFolder.ONLY_UNUSED);
    folder.write("a, b 100%.runbook", LintFolder.UNUSED);
    folder.write("clean.runbook", LintFolder.UNUSED.replaceAll(".*let before.*\n", ""));
    folder.write("wrong.runbook", "runbook x { \"\u0001\" }\n");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static Schema sarif() throws IOException {
    try (InputStream in =
        LintFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  @Test
  void sarifIsWhatItsSchemaAsksFor() throws IOException {
    Ran ran = folder.lint("--format", "sarif");
    assertEquals(3, ran.exitCode());
    List<String> objections =
        sarif().validate(ran.out(), InputFormat.JSON).stream().map(Object::toString).toList();
    assertEquals(List.of(), objections);
  }

  @Test
  void sarifHasVersionRegionsFixesAndFingerprints() throws IOException {
    JsonNode run = json(folder.lint("--format", "sarif").out()).at("/runs/0");
    assertEquals("0.1.0", run.at("/tool/driver/version").asText());
    JsonNode unused =
        StreamSupport.stream(run.get("results").spliterator(), false)
            .filter(result -> result.get("ruleId").asText().equals(LintFolder.ONLY_UNUSED))
            .findFirst()
            .orElseThrow();
    int index = unused.get("ruleIndex").asInt();
    assertEquals(LintFolder.ONLY_UNUSED, run.at("/tool/driver/rules/" + index + "/id").asText());
    JsonNode place = unused.at("/locations/0/physicalLocation");
    assertTrue(place.at("/artifactLocation/uri").asText().endsWith("/a,%20b%20100%25.runbook"));
    assertEquals(10, place.at("/region/startLine").asInt());
    assertEquals(11, place.at("/region/startColumn").asInt());
    assertEquals(17, place.at("/region/endColumn").asInt());
    assertEquals(32, unused.at("/partialFingerprints/runbookFinding~1v1").asText().length());
    JsonNode replacement = unused.at("/fixes/0/artifactChanges/0/replacements/0");
    assertEquals(10, replacement.at("/deletedRegion/startLine").asInt());
    assertEquals(11, replacement.at("/deletedRegion/endLine").asInt());
    assertEquals("", replacement.at("/insertedContent/text").asText("none"));
  }

  @Test
  void aFingerprintStaysWhenLinesAreAddedAboveAndChangesWithItsOwn() throws IOException {
    String before = print();
    folder.write("a, b 100%.runbook", "// one more line\n\n" + LintFolder.UNUSED);
    assertEquals(before, print());
    folder.write("a, b 100%.runbook", LintFolder.UNUSED.replace("before = api", "earlier = api"));
    assertFalse(before.equals(print()));
  }

  private String print() throws IOException {
    JsonNode all = json(folder.lint("--json").out()).get("diagnostics");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(it -> it.get("code").asText().equals(LintFolder.ONLY_UNUSED))
        .findFirst()
        .orElseThrow()
        .get("fingerprint")
        .asText();
  }

  @Test
  void junitIsWhatItsReadersAccept() throws Exception {
    String xml = folder.lint("--format", "junit").out();
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JUNIT.toFile())
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
    assertTrue(xml.contains("<testcase name=\"no finding\""), xml);
    assertTrue(xml.contains("<testcase name=\"L0307 10:11\""), xml);
  }

  @Test
  void annotationsOfGithubQuoteWhatTheyHaveTo() {
    String out = folder.lint("--format", "github").out();
    String unused = out.lines().filter(line -> line.contains("L0307")).findFirst().orElseThrow();
    assertTrue(unused.startsWith("::warning file="), unused);
    assertTrue(
        unused.endsWith(
            "a%2C b 100%25.runbook,line=10,endLine=10,col=11,endColumn=17,title=L0307::"
                + "`before` is used nowhere%0Ahelp: take it out, or ask for it in a guard"),
        unused);
  }

  @Test
  void markdownCounts() {
    String out = folder.lint("--format", "markdown").out();
    assertTrue(out.startsWith("## runbook lint\n\n| errors | warnings | notes | files |\n"), out);
    assertTrue(out.contains("| warning | L0307 | `"), out);
  }
}
