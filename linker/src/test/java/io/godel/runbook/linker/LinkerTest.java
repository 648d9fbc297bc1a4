package io.godel.runbook.linker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkerTest {
  private static final String LINKED_AT_RUN_TIME = "java/lang/invoke/LambdaMetafactory";

  @TempDir Path classes;

  @BeforeEach
  void compile() throws Exception {
    compile(Path.of(LinkerTest.class.getResource("/sample/Sample.java").toURI()));
  }

  private void compile(Path source) {
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", classes.toString(), source.toString());
    assertEquals(0, exitCode);
  }

  private Object sample() throws Exception {
    URL[] place = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, null)) {
      return loader.loadClass("sample.Sample").getMethod("all").invoke(null);
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(classes.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return files;
  }

  private boolean isLinkedAtRunTime() throws IOException {
    return files().values().stream().anyMatch(it -> it.contains(LINKED_AT_RUN_TIME));
  }

  @Test
  void everyLambdaIsAClassAndDoesWhatItDid() throws Exception {
    Object before = sample();
    assertTrue(isLinkedAtRunTime());
    Linker.main(classes.toString());
    assertFalse(isLinkedAtRunTime());
    assertEquals(before, sample());
    assertTrue(((List<?>) before).size() > 25);
  }

  @Test
  void lambdasThatAreGoneLeaveNothing(@TempDir Path sources) throws Exception {
    Path source = sources.resolve("Few.java");
    Files.writeString(source, "class Few { Runnable one = () -> {}, two = () -> {}; }");
    compile(source);
    Linker.main(classes.toString());
    assertTrue(files().containsKey("Few$Lambda$2.class"));
    Files.writeString(source, "class Few { Runnable one = () -> {}; }");
    compile(source);
    Linker.main(classes.toString());
    assertFalse(files().containsKey("Few$Lambda$2.class"));
    assertTrue(files().containsKey("Few$Lambda$1.class"));
  }

  @Test
  void whatIsLinkedStaysAsItIs() throws Exception {
    Linker.main(classes.toString());
    Map<String, String> once = files();
    Linker.main(classes.toString());
    assertEquals(once, files());
  }
}
