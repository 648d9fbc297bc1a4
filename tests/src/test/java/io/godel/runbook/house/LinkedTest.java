package io.godel.runbook.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Main;
import io.godel.runbook.syntax.Parser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build has made ordinary classes of all lambdas, so that no start has to. */
class LinkedTest {
  private static Map<String, String> classes(Class<?> part) throws Exception {
    Path place = Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classes(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return classes(jar.getPath("/"));
    }
  }

  private static Map<String, String> classes(Path root) throws IOException {
    Map<String, String> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        classes.put(file.getFileName().toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return classes;
  }

  @ParameterizedTest
  @ValueSource(classes = {Main.class, Parser.class})
  void noLambdaIsMadeWhenTheProgramRuns(Class<?> part) throws Exception {
    Map<String, String> classes = classes(part);
    List<String> made =
        classes.keySet().stream()
            .filter(it -> classes.get(it).contains("java/lang/invoke/LambdaMetafactory"))
            .toList();
    assertEquals(List.of(), made);
    assertTrue(classes.keySet().stream().anyMatch(it -> it.contains("$Lambda$")));
  }
}
