package io.godel.runbook.lint.output;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Linted;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The findings as a JUnit report: a file is a suite, a finding a case that failed. */
public final class JunitOutput {
  private final XMLStreamWriter xml;
  private final TextRenderer renderer = new TextRenderer(Marks.PLAIN);

  private JunitOutput(XMLStreamWriter xml) {
    this.xml = xml;
  }

  public static String of(List<Linted> files) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JunitOutput(xml).write(files);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new AssertionError("a text can always be written", impossible);
    }
    return text + "\n";
  }

  private void write(List<Linted> files) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "runbook lint");
    for (Linted file : files) {
      suite(file);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Linted file) throws XMLStreamException {
    int failures = file.findings().size();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file.name());
    xml.writeAttribute("tests", Integer.toString(Math.max(1, failures)));
    xml.writeAttribute("failures", Integer.toString(failures));
    xml.writeAttribute("errors", "0");
    if (file.findings().isEmpty()) {
      begin("no finding", file);
      xml.writeEndElement();
    }
    List<Diagnostic> all = file.findings().stream().map(Finding::diagnostic).toList();
    for (Diagnostic diagnostic : all) {
      failed(diagnostic, file, all);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private void begin(String name, Linted file) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", name);
    xml.writeAttribute("classname", file.name());
  }

  private void failed(Diagnostic diagnostic, Linted file, List<Diagnostic> all)
      throws XMLStreamException {
    String place = diagnostic.span().line() + ":" + diagnostic.span().column();
    begin(diagnostic.code().id() + " " + place, file);
    xml.writeStartElement("failure");
    xml.writeAttribute("type", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    xml.writeAttribute("message", legal(diagnostic.message()));
    xml.writeCharacters(legal(renderer.render(diagnostic, all)));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** XML 1.0 has no place for most control characters. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "·");
  }
}
