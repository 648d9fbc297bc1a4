package io.godel.runbook.report;

import io.godel.runbook.outlook.Finding;
import io.godel.runbook.value.ValueText;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The findings as a JUnit report, which every CI system shows: a part is a suite. */
public final class OutlookJunit {
  private final String runbook;
  private final XMLStreamWriter xml;

  private OutlookJunit(String runbook, XMLStreamWriter xml) {
    this.runbook = runbook;
    this.xml = xml;
  }

  public static String of(String runbook, List<Finding> findings) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new OutlookJunit(runbook, xml).write(findings);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new AssertionError("a text can always be written", impossible);
    }
    return text + "\n";
  }

  private record Suite(String name, List<Finding> cases) {}

  private static List<Suite> suites(List<Finding> findings) {
    List<Suite> suites = new ArrayList<>();
    String scenario = "";
    for (Finding finding : findings) {
      if (finding instanceof Finding.Part part) {
        boolean isStep = part.kind() == Finding.Part.Kind.STEP;
        scenario = isStep ? scenario : part.name();
        String name = isStep && !scenario.isEmpty() ? scenario + "." + part.name() : part.name();
        suites.add(new Suite(name, new ArrayList<>()));
      } else if (!suites.isEmpty() && isCase(finding)) {
        suites.get(suites.size() - 1).cases().add(finding);
      }
    }
    return suites.stream().filter(suite -> !suite.cases().isEmpty()).toList();
  }

  private static boolean isCase(Finding finding) {
    return finding instanceof Finding.Seen
        || finding instanceof Finding.NotSeen
        || finding instanceof Finding.NotYet
        || finding instanceof Finding.Condition;
  }

  private void write(List<Finding> findings) throws XMLStreamException {
    List<Suite> suites = suites(findings);
    List<Finding> all = suites.stream().flatMap(suite -> suite.cases().stream()).toList();
    xml.writeStartDocument("UTF-8", "1.0");
    newLine(0);
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", runbook);
    counts(all);
    for (Suite suite : suites) {
      newLine(1);
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", runbook + "." + suite.name());
      counts(suite.cases());
      xml.writeAttribute("errors", "0");
      for (Finding finding : suite.cases()) {
        newLine(2);
        testCase(runbook + "." + suite.name(), finding);
      }
      newLine(1);
      xml.writeEndElement();
    }
    newLine(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void newLine(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private void counts(List<Finding> cases) throws XMLStreamException {
    long failures = cases.stream().filter(OutlookSummary::isTrouble).count();
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", Long.toString(failures));
  }

  private void testCase(String suite, Finding finding) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite);
    xml.writeAttribute("name", name(finding));
    if (OutlookSummary.isTrouble(finding)) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", words(finding));
      xml.writeEndElement();
    } else if (finding instanceof Finding.NotYet later) {
      xml.writeStartElement("skipped");
      xml.writeAttribute("message", later.reason());
      xml.writeEndElement();
    } else {
      xml.writeStartElement("system-out");
      xml.writeCharacters(words(finding));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String name(Finding finding) {
    if (finding instanceof Finding.Seen it) {
      return it.name();
    }
    if (finding instanceof Finding.NotSeen it) {
      return it.name();
    }
    return finding instanceof Finding.Condition it
        ? it.use().name().toLowerCase(Locale.ROOT) + " " + it.what()
        : ((Finding.NotYet) finding).what();
  }

  private static String words(Finding finding) {
    if (finding instanceof Finding.Seen it) {
      return ValueText.shown(it.value());
    }
    if (finding instanceof Finding.NotSeen it) {
      return it.code() + ": " + it.reason();
    }
    Finding.Condition condition = (Finding.Condition) finding;
    return condition.truth().name().toLowerCase(Locale.ROOT)
        + ": "
        + Conditions.brief(condition.explanation());
  }
}
