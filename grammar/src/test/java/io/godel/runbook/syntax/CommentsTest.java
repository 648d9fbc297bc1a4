package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comments and layout survive into the tree: a formatter can put them back where they were. */
class CommentsTest {
  private static final String TEXT =
      """
      // before everything
      use k8s // behind a line

      /// What it is for.
      /// And when.
      runbook r "R" {
        /* over
           two lines */
        /// How many.
        param n: Int = 3

        let x = f(1, /* in a call */ 2)
        // at the end
      }
      // after everything
      """;

  private static final List<String> COMMENTS =
      List.of(
          "// before everything",
          "// behind a line",
          "/* over\n     two lines */",
          "/* in a call */",
          "// at the end",
          "// after everything");

  private static FileTree tree(String text) {
    return Parser.parse(new SourceFile("text", text)).tree();
  }

  @Test
  void commentsKeepTheirTextAndTheirPlace() {
    List<FileTree.Comment> comments = tree(TEXT).comments();
    assertEquals(COMMENTS, comments.stream().map(FileTree.Comment::text).toList());
    assertEquals(COMMENTS, comments.stream().map(it -> it.span().text()).toList());
  }

  @Test
  void docCommentsBelongToTheirDeclarations() {
    Decl.Runbook runbook = (Decl.Runbook) tree(TEXT).declarations().get(0);
    assertEquals("What it is for.\nAnd when.", runbook.doc().orElseThrow().text());
    Decl.Param param = runbook.items(Decl.Param.class).get(0);
    assertEquals("How many.", param.doc().orElseThrow().text());
    assertEquals("/// How many.", param.doc().orElseThrow().span().text());
  }

  @Test
  void theyDoSoInATextThatIsNotRight() {
    FileTree tree = tree(TEXT.replace("f(1,", "f(1 &&"));
    assertEquals(COMMENTS, tree.comments().stream().map(FileTree.Comment::text).toList());
    assertTrue(((Decl.Runbook) tree.declarations().get(0)).doc().isPresent());
  }
}
