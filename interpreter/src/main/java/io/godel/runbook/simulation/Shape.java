package io.godel.runbook.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objenesis.ObjenesisStd;
import org.objenesis.instantiator.ObjectInstantiator;

/** How the objects of a class are copied. */
@FunctionalInterface
interface Shape {
  /** Nothing of it ever changes. */
  Shape SHARED = (original, snapshot) -> original;

  /** As its class says, which is not known before. */
  Shape ANY = (original, snapshot) -> snapshot.copy(original);

  /** Our packages in which there are objects that change; elsewhere nothing does. */
  List<String> CHANGING =
      List.of(
          "io.godel.runbook.backend.simulated",
          "io.godel.runbook.simulation",
          "io.godel.runbook.explore",
          "io.godel.runbook.engine.Driver",
          "io.godel.runbook.journal.MemoryJournal");

  /** Of the package java.lang; others in it do change, as builders of texts. */
  Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Class.class);

  ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return find(type);
        }
      };

  Object copy(Object original, Snapshot snapshot);

  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static Shape find(Class<?> type) {
    String name = type.getName();
    if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return name.startsWith("java.util.") ? Containers.shape(type) : SHARED;
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return (original, snapshot) -> snapshot.known(original, ((JsonNode) original).deepCopy());
    }
    if (type == Optional.class) {
      return (original, snapshot) -> optional(original, snapshot, ANY);
    }
    if (!changes(type)) {
      return shared(type);
    }
    if (type.isEnum() || type.getSuperclass() != null && type.getSuperclass().isEnum()) {
      return SHARED;
    }
    if (fields(type).isEmpty()) {
      return SHARED;
    }
    if (type.isRecord() && fields(type).stream().allMatch(it -> isShared(it.getGenericType()))) {
      return SHARED;
    }
    return type.isRecord() || isFunction(type) ? made(type) : filled(type);
  }

  /** A lambda: of a class that the running program makes, or that the build has made. */
  private static boolean isFunction(Class<?> type) {
    return type.isHidden() || type.isSynthetic();
  }

  /** Whether what a field of that type holds never changes, whatever it is. */
  private static boolean isShared(Type declared) {
    if (declared instanceof ParameterizedType it && it.getRawType() == Optional.class) {
      return isShared(it.getActualTypeArguments()[0]);
    }
    if (!(declared instanceof Class<?> type)) {
      return false;
    }
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses()).allMatch(Shape::isShared);
    }
    if (type.isPrimitive()) {
      return true;
    }
    // Two classes of ours may hold each other, so those that are filled are not asked for.
    boolean asked = Modifier.isFinal(type.getModifiers()) && (type.isRecord() || !changes(type));
    return asked && of(type) == SHARED;
  }

  private static boolean changes(Class<?> type) {
    return CHANGING.stream().anyMatch(type.getName()::startsWith);
  }

  /** How what a field of that type holds is copied, as far as that can be told from the type. */
  private static Shape declared(Type type, boolean inRecord) {
    if (isShared(type)) {
      return SHARED;
    }
    if (!(type instanceof ParameterizedType it)) {
      return ANY;
    }
    Class<?> raw = (Class<?>) it.getRawType();
    if (raw == Optional.class) {
      Shape inside = declared(it.getActualTypeArguments()[0], inRecord);
      return (original, snapshot) -> optional(original, snapshot, inside);
    }
    boolean contains = Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw);
    if (!contains || !Arrays.stream(it.getActualTypeArguments()).allMatch(Shape::isShared)) {
      return ANY;
    }
    return inRecord ? Containers::plainOfRecord : Containers::plain;
  }

  private static Shape shared(Class<?> type) {
    String name = type.getName();
    boolean known =
        name.startsWith("io.godel.runbook.")
            || PLAIN.contains(type)
            || name.startsWith("java.time.")
            || name.startsWith("java.math.")
            || name.startsWith("java.net.")
            || name.startsWith("java.util.regex.")
            || name.startsWith("org.pcollections.")
            || Comparator.class.isAssignableFrom(type);
    if (!known || type.isArray()) {
      throw new AssertionError("it is not known how to copy an object of " + name);
    }
    return SHARED;
  }

  private static Object optional(Object original, Snapshot snapshot, Shape content) {
    Object inside = ((Optional<?>) original).orElse(null);
    Object copy = inside == null ? null : content.copy(inside, snapshot);
    return copy == inside ? original : Optional.of(copy);
  }

  /**
   * A field of a class.
   *
   * @param shape of what it holds
   */
  record Part(Field field, Shape shape) {
    Part(Field field) {
      this(field, declared(field.getGenericType(), field.getDeclaringClass().isRecord()));
    }

    Object copy(Object owner, Snapshot snapshot) {
      Object original = value(owner);
      return original == null ? null : shape.copy(original, snapshot);
    }

    private Object value(Object owner) {
      try {
        return field.get(owner);
      } catch (IllegalAccessException refused) {
        throw new LinkageError("cannot read " + field, refused);
      }
    }

    void set(Object owner, Object value) {
      try {
        field.set(owner, value);
      } catch (IllegalAccessException refused) {
        throw new LinkageError("no copy of " + field, refused);
      }
    }

    /** Whether a copy of the owner would hold the very same. */
    boolean isIn(Object owner, Object copy) {
      return shape == SHARED || value(owner) == copy;
    }
  }

  /** Records, and functions with what they were made with: they are made anew of copies. */
  private static Shape made(Class<?> type) {
    // Those of a function are called arg$1, arg$2, ..., in the order of its constructor.
    List<Field> fields = new ArrayList<>(fields(type));
    if (isFunction(type)) {
      fields.sort(Comparator.comparingInt(Shape::number));
    }
    Constructor<?> constructor = constructor(type, fields);
    Part[] parts = fields.stream().map(Part::new).toArray(Part[]::new);
    return (original, snapshot) -> {
      Object[] copies = new Object[parts.length];
      boolean same = true;
      for (int i = 0; i < copies.length; i++) {
        copies[i] = parts[i].copy(original, snapshot);
        same &= parts[i].isIn(original, copies[i]);
      }
      try {
        return snapshot.known(original, same ? original : constructor.newInstance(copies));
      } catch (ReflectiveOperationException refused) {
        throw new LinkageError("no copy of " + type.getName(), refused);
      }
    };
  }

  private static int number(Field field) {
    return Integer.parseInt(field.getName().substring(field.getName().indexOf('$') + 1));
  }

  private static Constructor<?> constructor(Class<?> type, List<Field> parts) {
    Class<?>[] types = parts.stream().map(Field::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(it -> Arrays.equals(it.getParameterTypes(), types))
            .findFirst()
            .orElseThrow(() -> new AssertionError(type.getName() + " cannot be made of its parts"));
    constructor.setAccessible(true);
    return constructor;
  }

  /** Objects that change: an empty one, then each field. */
  private static Shape filled(Class<?> type) {
    Part[] parts = fields(type).stream().map(Part::new).toArray(Part[]::new);
    ObjectInstantiator<?> empty = new ObjenesisStd(false).getInstantiatorOf(type);
    return (original, snapshot) -> {
      Object copy = snapshot.known(original, empty.newInstance());
      for (Part part : parts) {
        part.set(copy, part.copy(original, snapshot));
      }
      return copy;
    };
  }

  /** What is transient a copy makes anew. */
  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
