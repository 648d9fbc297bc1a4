package io.godel.runbook.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a README, by the heading that they stand under. */
final class ReadmeTables {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final Map<String, List<String[]>> rows = new LinkedHashMap<>();

  private ReadmeTables() {}

  static ReadmeTables read(Path readme) throws IOException {
    ReadmeTables tables = new ReadmeTables();
    String heading = "";
    for (String line : Files.readAllLines(readme)) {
      heading = line.startsWith("## ") ? line.substring(3) : heading;
      if (line.startsWith("| ") && !line.startsWith("| ---")) {
        String[] cells = line.split("\\|", -1);
        tables.rows.computeIfAbsent(heading, it -> new ArrayList<>()).add(cells);
      }
    }
    return tables;
  }

  private Set<String> code(String heading, int column) {
    Set<String> code = new TreeSet<>();
    for (String[] cells : rows.getOrDefault(heading, List.of())) {
      Matcher each = CODE.matcher(cells[column]);
      while (each.find()) {
        code.add(each.group(1));
      }
    }
    return code;
  }

  /** What the second column of a runbook's table names. */
  Set<String> places(String runbook) {
    return code(runbook, 2);
  }

  Set<String> worlds() {
    return code("The worlds", 1);
  }
}
