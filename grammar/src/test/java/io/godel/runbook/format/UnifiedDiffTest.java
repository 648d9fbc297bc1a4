package io.godel.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void equalTextsDoNotDiffer() {
    assertEquals("", UnifiedDiff.of("a", "x\n", "x\n"));
  }

  @Test
  void aChangeStandsBetweenThreeLinesThatStay() {
    String before = lines(0, 10);
    assertEquals(
        """
        --- a
        +++ a
        @@ -3,7 +3,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        """,
        UnifiedDiff.of("a", before, before.replace("5", "five")));
  }

  @Test
  void aMissingEndOfTheLastLineIsTold() {
    assertEquals(
        """
        --- a
        +++ a
        @@ -1,1 +1,1 @@
        -x
        \\ No newline at end of file
        +x
        """,
        UnifiedDiff.of("a", "x", "x\n"));
  }

  @Test
  void textsWithNothingInCommonAreToldAsAWhole() {
    String diff = UnifiedDiff.of("a", lines(0, 3000), lines(3000, 6000));
    assertEquals(lines(3000, 6000), patched(lines(0, 3000), diff));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a\n", "b\n", "c\n", "d\n", "\n")
        .list()
        .ofMaxSize(40)
        .map(lines -> String.join("", lines));
  }

  @Property(tries = 1000)
  void whoAppliesItGetsTheOtherText(@ForAll("texts") String before, @ForAll("texts") String after) {
    assertEquals(after, patched(before, UnifiedDiff.of("a", before, after)));
  }

  private static String patched(String before, String diff) {
    List<String> lines = new ArrayList<>(before.lines().toList());
    Matcher hunks = HUNK.matcher(diff);
    int shift = 0;
    while (hunks.find()) {
      int count = Integer.parseInt(hunks.group(2));
      int from = Integer.parseInt(hunks.group(1)) - (count == 0 ? 0 : 1) + shift;
      String rest = diff.substring(hunks.end());
      int end = rest.indexOf("\n@@ ");
      List<String> body = (end < 0 ? rest : rest.substring(0, end)).lines().toList();
      List<String> old = without('+', body);
      assertEquals(old, lines.subList(from, from + count));
      lines.subList(from, from + count).clear();
      lines.addAll(from, without('-', body));
      shift += Integer.parseInt(hunks.group(4)) - count;
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static List<String> without(char mark, List<String> body) {
    return body.stream()
        .filter(line -> line.charAt(0) != mark)
        .map(line -> line.substring(1))
        .toList();
  }
}
