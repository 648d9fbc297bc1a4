package io.godel.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed is read as the tree that it was printed from. */
class PrintedTreePropertiesTest {
  @Provide
  Arbitrary<FileTree> files() {
    return Arbitraries.randomValue(RandomTrees::file);
  }

  @Property(tries = 1000)
  void isReadAsTheSameTree(@ForAll("files") FileTree tree) {
    String printed = TreePrinter.print(tree);
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("printed", printed));
    assertEquals(List.of(), parsed.diagnostics(), printed);
    assertEquals("", SameTree.difference("file", tree, parsed.tree()), printed);
  }

  @Property(tries = 200)
  void isPrintedTheSameAgain(@ForAll("files") FileTree tree) {
    String printed = TreePrinter.print(tree);
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("printed", printed));
    assertEquals(printed, TreePrinter.print(parsed.tree()));
  }
}
