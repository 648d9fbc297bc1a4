package sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lambdas and method references of every kind, and what they come to. */
public class Sample {
  private final String name;

  private Sample(String name) {
    this.name = name;
  }

  interface Greeter {
    String greet(String whom);

    default Greeter twice() {
      return whom -> greet(greet(whom));
    }

    static Greeter plain() {
      return Greeter::hello;
    }

    private static String hello(String whom) {
      return "hello " + whom;
    }
  }

  interface Named<T extends Comparable<T>> {
    T of(T value, long number, double part, boolean yes, char sign);
  }

  static class Base {
    protected String said() {
      return "base";
    }
  }

  static class Derived extends Base {
    @Override
    protected String said() {
      return "derived";
    }

    Supplier<String> ofBase() {
      return super::said;
    }

    Supplier<String> own() {
      return this::said;
    }
  }

  private static final class Inner {
    private final int number;

    private Inner(int number) {
      this.number = number;
    }

    private int next() {
      return number + 1;
    }

    private Supplier<Integer> deep() {
      return () -> Stream.of(this).map(Inner::next).map(it -> it + number).toList().get(0);
    }
  }

  private String with(String other) {
    return name + "/" + other;
  }

  private static long sum(Integer... numbers) {
    return Stream.of(numbers).mapToLong(Integer::longValue).sum();
  }

  public static List<Object> all() throws Exception {
    List<Object> all = new ArrayList<>();
    Sample sample = new Sample("sample");
    byte small = 1;
    short brief = 2;
    char sign = 'c';
    int whole = 3;
    long large = 4L << 40;
    float single = 0.5f;
    double part = 0.25;
    boolean yes = true;
    int[] numbers = {7, 8};
    Supplier<String> captures =
        () -> "" + small + brief + sign + whole + large + single + part + yes + numbers[1];
    all.add(captures.get());
    Named<String> named = (value, number, share, holds, letter) -> value + number + share + holds + letter;
    all.add(named.of("x", large, part, yes, sign));
    Function<String, String> bound = sample::with;
    all.add(bound.apply("bound"));
    BiFunction<Sample, String, String> unbound = Sample::with;
    all.add(unbound.apply(sample, "unbound"));
    Function<String, Sample> made = Sample::new;
    all.add(made.apply("made").name);
    IntFunction<int[]> array = int[]::new;
    all.add(array.apply(5).length);
    IntFunction<Inner> inner = Inner::new;
    all.add(inner.apply(9).deep().get());
    ToIntFunction<Inner> next = Inner::next;
    all.add(next.applyAsInt(new Inner(1)));
    ToIntFunction<Integer> unboxed = Integer::intValue;
    all.add(unboxed.applyAsInt(12));
    ToLongFunction<Integer> widened = it -> it;
    all.add(widened.applyAsLong(13));
    IntToLongFunction wide = it -> it;
    all.add(wide.applyAsLong(-1));
    LongSupplier ofMany = () -> sum(1, 2, 3);
    all.add(ofMany.getAsLong());
    BinaryOperator<Integer> boxed = Math::max;
    all.add(boxed.apply(4, 5));
    DoubleUnaryOperator root = Math::sqrt;
    all.add(root.applyAsDouble(16));
    Function<Integer, Object> wider = Object::toString;
    all.add(wider.apply(17));
    Consumer<List<Object>> dropped = it -> it.add("dropped");
    dropped.accept(all);
    Consumer<Object> answerDropped = all::add;
    answerDropped.accept("answer dropped");
    Consumer<Integer> longDropped = Integer::longValue;
    longDropped.accept(1);
    Runnable nothing = () -> {};
    nothing.run();
    Callable<Object> throwing =
        () -> {
          throw new Exception("thrown");
        };
    try {
      throwing.call();
    } catch (Exception thrown) {
      all.add(thrown.getMessage());
    }
    Predicate<Object> isNull = Objects::isNull;
    all.add(isNull.negate().test(null));
    all.add(Greeter.plain().twice().greet("you"));
    all.add(new Derived().ofBase().get() + new Derived().own().get());
    all.add(Stream.of("b", "a").sorted(Comparator.comparing(it -> it)).toList());
    all.add(Stream.of(1, 2, 3).filter(it -> it > 1).map(String::valueOf).toList());
    all.add(IntStream.range(0, 3).mapToObj(it -> (Supplier<Integer>) () -> it * whole).map(Supplier::get).toList());
    Function<Integer, Function<Integer, Integer>> curried = one -> other -> one - other;
    all.add(curried.apply(5).apply(3));
    Function<Character, Integer> letter = it -> (int) it;
    all.add(letter.apply('a'));
    return all;
  }
}
