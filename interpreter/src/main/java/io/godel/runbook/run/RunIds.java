package io.godel.runbook.run;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names runs: short, in the order of time, and different for runs that begin in the same minute, as
 * {@code 20261125-0541-k7qd}.
 */
public final class RunIds {
  /** Without vowels, so that no word comes about, and without what is mistaken for another. */
  private static final String SIGNS = "23456789bcdfghjkmnpqrstvwxz";

  private static final int SIGNS_AT_END = 4;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

  private static final Pattern FORM =
      Pattern.compile("\\d{8}-\\d{4}-[%s]{%d}".formatted(SIGNS, SIGNS_AT_END));

  private final InstantSource wall;
  private final RandomGenerator random;

  public RunIds(InstantSource wall, RandomGenerator random) {
    this.wall = wall;
    this.random = random;
  }

  /** Likely, but not surely, another than all before: who makes a folder of it finds out. */
  public String next() {
    StringBuilder id = new StringBuilder(MINUTE.format(wall.instant())).append('-');
    for (int i = 0; i < SIGNS_AT_END; i++) {
      id.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return id.toString();
  }

  /** Whether it has the form of a name, and so is safe as the name of a file. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
