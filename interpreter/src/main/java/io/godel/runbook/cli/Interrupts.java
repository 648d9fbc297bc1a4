package io.godel.runbook.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Hears the signals with which a person or the system asks a process to end, SIGINT and SIGTERM.
 *
 * <p>Java has no supported way to hear a second signal, so the class is used with which every Java
 * of ours hears them, {@code sun.misc.Signal}, and by reflection: the compiler warns of it in a way
 * that cannot be silenced. Where it is not there, a signal ends the process at once, as it does
 * without this class.
 */
final class Interrupts implements AutoCloseable {
  private static final List<String> NAMES = List.of("INT", "TERM");

  private final Consumer<String> first;
  private final Runnable second;
  private final AtomicInteger heard = new AtomicInteger();
  private final Map<Object, Object> before = new LinkedHashMap<>();

  private Interrupts(Consumer<String> first, Runnable second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Hears them until it is closed.
   *
   * @param first takes the name of the first signal, on a thread of its own
   * @param second is what every further one does
   */
  static Interrupts listen(Consumer<String> first, Runnable second) {
    Interrupts interrupts = new Interrupts(first, second);
    for (String name : NAMES) {
      interrupts.listen(name);
    }
    return interrupts;
  }

  private void listen(String name) {
    try {
      Object signal = signalType().getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handlerType()},
              handler("SIG" + name));
      before.put(signal, handle(signal, handler));
    } catch (ReflectiveOperationException | IllegalArgumentException notToBeHeard) {
      // Then the signal does what it does without us.
      return;
    }
  }

  private InvocationHandler handler(String name) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            hear(name);
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> name;
        };
  }

  private void hear(String name) {
    if (heard.incrementAndGet() == 1) {
      first.accept(name);
    } else {
      second.run();
    }
  }

  private static Class<?> signalType() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Class<?> handlerType() throws ClassNotFoundException {
    return Class.forName("sun.misc.SignalHandler");
  }

  /** Returns what was in its place. */
  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    Method handle = signalType().getMethod("handle", signalType(), handlerType());
    return handle.invoke(null, signal, handler);
  }

  /** Signals do again what they did before. */
  @Override
  public void close() {
    for (Map.Entry<Object, Object> each : before.entrySet()) {
      try {
        handle(each.getKey(), each.getValue());
      } catch (ReflectiveOperationException impossible) {
        throw new LinkageError("what could be heard can be let go", impossible);
      }
    }
  }
}
