package io.godel.runbook.format;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Compares trees by what they say, not by where they stand. */
final class SameTree {
  private SameTree() {}

  /** Where the two differ first, empty if they say the same. */
  static String difference(String path, Object left, Object right) {
    if (left instanceof Span || left instanceof SourceFile) {
      return "";
    }
    if (!left.getClass().equals(right.getClass())
        && !(left instanceof List && right instanceof List)) {
      return path + ": " + left + " and " + right;
    }
    if (left instanceof Optional<?> one) {
      Optional<?> other = (Optional<?>) right;
      boolean both = one.isPresent() && other.isPresent();
      return both
          ? difference(path, one.get(), other.get())
          : equal(path, one.isPresent(), other.isPresent());
    }
    if (left instanceof List<?> one) {
      return lists(path, one, (List<?>) right);
    }
    return left instanceof Record ? records(path, left, right) : equal(path, left, right);
  }

  private static String lists(String path, List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      String found = difference(path + "[" + i + "]", left.get(i), right.get(i));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return equal(path + ".size", left.size(), right.size());
  }

  private static String records(String path, Object left, Object right) {
    for (RecordComponent part : left.getClass().getRecordComponents()) {
      try {
        part.getAccessor().setAccessible(true);
        Object one = part.getAccessor().invoke(left);
        Object other = part.getAccessor().invoke(right);
        String found = difference(path + "." + part.getName(), one, other);
        if (!found.isEmpty()) {
          return found;
        }
      } catch (ReflectiveOperationException impossible) {
        throw new LinkageError(impossible.getMessage(), impossible);
      }
    }
    return "";
  }

  private static String equal(String path, Object left, Object right) {
    return left.equals(right) ? "" : path + ": " + left + " and " + right;
  }
}
