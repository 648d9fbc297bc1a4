package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The page of an exploration stands by itself, is well-formed, and lets no name do anything. */
final class ExplorationHtmlTest {
  private static final Path FOLDER = Path.of("tests/src/test/resources/explore");
  private static final Path FILE = FOLDER.resolve("story.runbook");
  private static final Pattern ADDRESS = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");

  /** The names of the languages that the page is written in are no addresses. */
  private static final Pattern NAMESPACE = Pattern.compile("xmlns=\"[^\"]*\"");

  private static final Pattern HANDLER = Pattern.compile("<[^>]*\\son\\w+=");

  @TempDir Path folder;

  private String page(Path runbook, int exitCode, String... more) throws IOException {
    Path page = folder.resolve("page.html");
    Stream<String> first =
        Stream.of("explore", runbook.toString(), "--faults", "1", "--html", page.toString());
    Ran ran = Ran.runbook(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
    assertEquals(exitCode, ran.exitCode(), ran.all());
    return Files.readString(page);
  }

  private static Document parsed(String page) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new AssertionError(page, broken);
    }
  }

  @Test
  void aPersonLooksAtIt() throws IOException {
    String page = page(FILE, 1);
    Path expected = FOLDER.resolve("story.html");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, page);
    }
    assertEquals(Files.readString(expected), page, "-Dgolden.rewrite=true writes it anew");
  }

  @Test
  void itIsTheSameEachTimeAndWellFormed() throws IOException {
    String first = page(FILE, 1);
    assertEquals(first, page(FILE, 1));
    Document document = parsed(first);
    assertEquals("en", document.getDocumentElement().getAttribute("lang"));
    assertEquals(1, document.getElementsByTagName("svg").getLength());
    assertEquals(25, document.getElementsByTagName("ol").item(0).getChildNodes().getLength() / 2);
  }

  @Test
  void itLoadsNothingAndRunsNothing() throws IOException {
    String page = NAMESPACE.matcher(page(FILE, 1)).replaceAll("");
    for (String never : List.of("<script", "<link", "<img", "@import", "url(", "://")) {
      assertFalse(page.contains(never), never);
    }
    assertFalse(HANDLER.matcher(page).find());
    Matcher addresses = ADDRESS.matcher(page);
    while (addresses.find()) {
      assertTrue(addresses.group(1).startsWith("#"), addresses.group());
    }
  }

  @Test
  void everySectionCanBeReachedAndIsNamed() throws IOException {
    String page = page(FILE, 1);
    for (String id : List.of("tried", "outcomes", "found", "recovery", "coverage")) {
      assertTrue(page.contains("href=\"#" + id + "\""), id);
      assertTrue(page.contains("<h2 id=\"" + id + "\">"), id);
    }
  }

  @Test
  void noNameDoesAnything() throws IOException {
    String hostile = "<script>alert('1')</script> & <b title=x> ]]> \u202Eevil\u202C \u05D0\u05D1";
    String text =
        Files.readString(FILE)
            .replace("\"Scaling\"", "\"" + hostile + "\"")
            .replace("the API has at most six pods", "<img src=x onerror=alert(1)> & 'so' on")
            .replace("More of them", "</li></ol><svg onload=alert(2)>")
            .replace("there are some", "<a href='javascript:alert(3)'>");
    Path runbook = folder.resolve("a&b<i>'s \u202E.runbook");
    Files.writeString(runbook, text);
    Path worlds = Files.createDirectory(folder.resolve("worlds"));
    Files.copy(FOLDER.resolve("worlds/three.yaml"), worlds.resolve("three.yaml"));
    Files.copy(FOLDER.resolve("worlds/three.yaml"), worlds.resolve("<w>&'\u202E.yaml"));
    String page = page(runbook, 1, "--world", "three", "--world", "<w>&'\u202E");
    Document document = parsed(page);
    for (String tag : List.of("script", "img", "b", "i", "w")) {
      assertEquals(0, document.getElementsByTagName(tag).getLength(), tag);
    }
    assertFalse(page.contains("\u202E"), "nothing turns the direction of writing");
    assertTrue(page.contains("\\u{202e}"), "and it is seen that something wanted to");
    String title = document.getElementsByTagName("h1").item(0).getTextContent();
    assertEquals(
        "<script>alert('1')</script> & <b title=x> ]]> \\u{202e}evil\\u{202c} \u05D0\u05D1", title);
    // Only the graphs of the page itself are there: of all worlds, and of each.
    assertEquals(3, document.getElementsByTagName("svg").getLength());
    assertFalse(HANDLER.matcher(page).find());
  }

  @Test
  void whatIsNoReportIsNotOverwritten() throws IOException {
    Path mine = folder.resolve("mine.html");
    Files.writeString(mine, "<html>my own</html>");
    refused(mine, "what is there is no such report, and is not overwritten");
    assertEquals("<html>my own</html>", Files.readString(mine));
    refused(folder, "it is a directory");
    refused(folder.resolve("none/page.html"), "there is no directory");
  }

  private static void refused(Path page, String why) {
    Ran ran = Ran.runbook("explore", FILE.toString(), "--faults", "0", "--html", page.toString());
    assertEquals(2, ran.exitCode(), ran.all());
    assertTrue(ran.err().contains(page + " cannot be written: " + why), ran.err());
    assertEquals("", ran.out(), "nothing is tried for it");
  }

  @Test
  void nothingIsLeftBesideIt() throws IOException {
    page(FILE, 1);
    page(FILE, 1);
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("page.html")), all.toList());
    }
  }
}
