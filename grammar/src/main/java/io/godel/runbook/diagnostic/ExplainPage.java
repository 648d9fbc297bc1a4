package io.godel.runbook.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to say about a code, at more length than in its messages: why it matters, what to
 * do, a wrong text that causes it and the mended one.
 *
 * @param text paragraphs, parted by blank lines
 * @param wrong a complete text that has this mistake and no other
 * @param right the same text, mended
 */
public record ExplainPage(
    Coded code, String text, Optional<Example> wrong, Optional<Example> right) {
  private static final Pattern EXAMPLE =
      Pattern.compile("## (Wrong|Right)\n\n```([a-z]+)\n(.*?)```\n", Pattern.DOTALL);

  /**
   * @param language {@code runbook} or {@code yaml}
   */
  public record Example(String language, String text) {}

  /**
   * @throws AssertionError when the program has no page for the code, which its tests rule out
   */
  public static ExplainPage of(Code code) {
    return of(code, ExplainPage.class);
  }

  /**
   * @param beside a class whose folder {@code pages} has the page
   */
  public static ExplainPage of(Coded code, Class<?> beside) {
    String page = read("pages/" + code.id() + ".md", beside);
    int examples = page.indexOf("## ");
    String text = examples < 0 ? page : page.substring(0, examples);
    return new ExplainPage(code, text.strip(), example(page, "Wrong"), example(page, "Right"));
  }

  private static Optional<Example> example(String page, String heading) {
    Matcher examples = EXAMPLE.matcher(page);
    while (examples.find()) {
      if (examples.group(1).equals(heading)) {
        return Optional.of(new Example(examples.group(2), examples.group(3)));
      }
    }
    return Optional.empty();
  }

  private static String read(String name, Class<?> beside) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What the code stands for, in one clause. */
  public String title() {
    return code.summary();
  }
}
