package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Path WORLDS = Path.of("../runbooks/worlds");

  private static World world() throws IOException {
    String text = Files.readString(WORLDS.resolve("healthy.yaml"));
    return WorldFile.read(new SourceFile("healthy.yaml", text)).tree().orElseThrow().make(0);
  }

  private static void pass(World world, Duration time) {
    world.time().advance(world.time().now().plus(time), () -> false);
  }

  /** What can be seen of a world from outside. */
  private static List<Object> seen(World world) {
    List<Object> seen = new ArrayList<>();
    for (String workload : world.cluster().workloadNames(world.namespace())) {
      for (Pod pod : world.cluster().running(world.namespace(), workload)) {
        seen.add(List.of(pod.name(), pod.node(), pod.isServing(), pod.environment()));
      }
    }
    for (String server : world.postgres().names()) {
      seen.add(List.of(server, world.postgres().isUp(server), world.postgres().starts(server)));
    }
    return seen;
  }

  private static List<WorldFacts.Change> differences(World one, World other) {
    return WorldFacts.of(one).until(WorldFacts.of(other));
  }

  @Test
  void aCopyGoesOnAsItsOriginal() throws IOException {
    World original = world();
    original.cluster().crash("postgres-0");
    original.cluster().loseNode("node-2");
    pass(original, Duration.ofSeconds(13));
    World copy = Snapshot.of(original);
    for (int minute = 0; minute < 10; minute++) {
      pass(original, Duration.ofMinutes(1));
      pass(copy, Duration.ofMinutes(1));
      assertEquals(seen(original), seen(copy));
      assertEquals(List.of(), differences(original, copy));
    }
  }

  @Test
  void whatHappensToTheCopyHappensToItAlone() throws IOException {
    World original = world();
    pass(original, Duration.ofMinutes(1));
    List<Object> before = seen(original);
    World copy = Snapshot.of(original);
    copy.postgres().stopServer("primary");
    copy.cluster().loseNode("node-1");
    pass(copy, Duration.ofMinutes(10));
    assertNotEquals(before, seen(copy));
    assertEquals(before, seen(original));
    assertEquals(List.of(), differences(world(), original));
  }

  /** Something that hangs together in a circle, with a function that knows it. */
  private static final class Knot {
    final List<Knot> others = new ArrayList<>();
    final Map<String, Knot> names = new TreeMap<>();
    final Optional<Knot> self;
    final Supplier<Knot> function = () -> this;
    int number;

    Knot() {
      self = Optional.of(this);
      others.add(this);
      names.put("me", this);
    }
  }

  @Test
  void whatHangsTogetherStillDoes() {
    Knot original = new Knot();
    original.number = 3;
    Knot copy = Snapshot.of(original);
    assertNotSame(original, copy);
    assertEquals(3, copy.number);
    assertSame(copy, copy.others.get(0));
    assertSame(copy, copy.names.get("me"));
    assertSame(copy, copy.self.orElseThrow());
    assertSame(copy, copy.function.get());
  }

  private record Pair(Knot one, String text) {}

  private record Words(String text, Duration time, Optional<Integer> number) {}

  @Test
  void whatCannotChangeIsShared() {
    Words words = new Words("a", Duration.ZERO, Optional.of(1));
    List<Words> list = List.of(words);
    assertSame(words, Snapshot.of(words));
    assertSame(list, Snapshot.of(list));
    Pair pair = new Pair(new Knot(), "b");
    assertNotSame(pair, Snapshot.of(pair));
    assertNotSame(pair.one(), Snapshot.of(List.of(pair)).get(0).one());
  }

  /** As records are written here: what is given to them is copied. */
  private record Listed(Map<String, Integer> numbers, Optional<List<String>> words) {
    Listed {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
      words = words.map(List::copyOf);
    }
  }

  @Test
  void whatARecordHasMadeItsOwnIsShared() {
    Listed listed = new Listed(Map.of("a", 1), Optional.of(List.of("b")));
    assertSame(listed, Snapshot.of(listed));
  }

  private static final class Book {
    final List<String> lines = new ArrayList<>();
    final Deque<Integer> numbers = new ArrayDeque<>();
    final List<List<String>> pages = new ArrayList<>();
    final Optional<List<String>> last = Optional.of(lines);
    transient List<String> sorted;
  }

  @Test
  void aCollectionOfWhatNeverChangesIsCopiedOnceAndApart() {
    Book original = new Book();
    original.lines.add("a");
    original.numbers.addAll(List.of(1, 2));
    original.pages.add(original.lines);
    Book copy = Snapshot.of(original);
    original.lines.add("b");
    original.numbers.removeFirst();
    assertEquals(List.of("a"), copy.lines);
    assertEquals(List.of(1, 2), List.copyOf(copy.numbers));
    assertSame(copy.lines, copy.pages.get(0));
    assertSame(copy.lines, copy.last.orElseThrow());
  }

  @Test
  void whatIsTransientIsMadeAnewByTheCopy() {
    Book original = new Book();
    original.sorted = new ArrayList<>();
    assertNull(Snapshot.of(original).sorted);
  }

  @Test
  void collectionsKeepTheirOrder() {
    Map<String, Knot> map = new LinkedHashMap<>();
    List.of("c", "a", "b").forEach(name -> map.put(name, new Knot()));
    assertEquals(List.of("c", "a", "b"), List.copyOf(Snapshot.of(map).keySet()));
    assertEquals(
        List.of("c", "a", "b"),
        List.copyOf(Snapshot.of(Collections.unmodifiableMap(map)).keySet()));
    PriorityQueue<Integer> queue = new PriorityQueue<>(Collections.reverseOrder());
    queue.addAll(List.of(1, 3, 2));
    assertEquals(3, Snapshot.of(queue).remove());
  }

  @Test
  void aViewIsNoViewOfTheOriginalAnyMore() {
    List<String> behind = new ArrayList<>(List.of("a"));
    List<String> copy = Snapshot.of(Collections.unmodifiableList(behind));
    behind.add("b");
    assertEquals(List.of("a"), copy);
  }

  @Test
  void setsByIdentityStayThat() {
    Set<List<String>> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.add(new ArrayList<>());
    set.add(new ArrayList<>());
    assertEquals(2, Snapshot.of(set).size());
  }

  @Test
  void whatNobodyKnowsHowToCopyIsRefused() {
    assertThrows(AssertionError.class, () -> Snapshot.of(new java.util.concurrent.DelayQueue<>()));
    assertThrows(AssertionError.class, () -> Snapshot.of(new int[] {1}));
    assertThrows(AssertionError.class, () -> Snapshot.of(new StringBuilder("a")));
    assertThrows(AssertionError.class, () -> Snapshot.of(new java.util.Random(1)));
  }
}
