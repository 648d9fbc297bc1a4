package io.godel.runbook.backend.simulated.kubernetes;

import io.godel.runbook.value.ValueText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as manifests write them: {@code 10Gi}, {@code 250m}, {@code 1e3}.
 *
 * <p>The form is that of Kubernetes, <i>apimachinery/pkg/api/resource/quantity.go</i>.
 */
public final class Quantity {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?[0-9]*\\.?[0-9]+|[+-]?[0-9]+\\.)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?");

  private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

  private static final int LENGTH_MAX = 40;

  private Quantity() {}

  /** Empty for a text that is no amount. */
  public static Optional<BigDecimal> read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.length() > LENGTH_MAX || !matcher.matches()) {
      return Optional.empty();
    }
    String suffix = matcher.group(2) == null ? "" : matcher.group(2);
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (suffix.endsWith("i")) {
      int power = BINARY.indexOf(suffix) + 1;
      return Optional.of(number.multiply(BigDecimal.valueOf(1L << 10).pow(power)));
    }
    if (suffix.length() > 1) {
      return Optional.of(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))));
    }
    return Optional.of(number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0)));
  }

  /** In bytes, a part of one counted as one; empty for what is no amount. */
  public static Optional<Long> bytes(String text) {
    return read(text).map(Quantity::rounded);
  }

  /** In thousandths of a core. */
  public static Optional<Long> millicores(String text) {
    return read(text).map(number -> rounded(number.scaleByPowerOfTen(3)));
  }

  private static long rounded(BigDecimal number) {
    BigDecimal whole = number.setScale(0, java.math.RoundingMode.UP);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return whole.min(most).max(most.negate()).longValue();
  }

  /** With the greatest unit of which it is a whole number. */
  public static String ofBytes(long bytes) {
    return ValueText.quantity(bytes);
  }

  public static String ofMillicores(long millicores) {
    return millicores % 1000 == 0 ? Long.toString(millicores / 1000) : millicores + "m";
  }
}
