package io.godel.runbook.backend.simulated.kubernetes;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an API server takes for a name.
 *
 * <p>The forms are those of Kubernetes, <i>apimachinery/pkg/util/validation/validation.go</i>.
 */
public final class Names {
  private static final int SUBDOMAIN_MAX = 253;
  private static final int NAME_MAX = 63;

  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern SETTING = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern VARIABLE = Pattern.compile("[\\x20-\\x7e&&[^=]]+");

  private Names() {}

  /** A DNS subdomain, RFC 1123: the name of most objects. */
  public static boolean isSubdomain(String text) {
    return text.length() <= SUBDOMAIN_MAX && SUBDOMAIN.matcher(text).matches();
  }

  /** The regular expression of {@link #isSubdomain}, as the API's messages show it. */
  public static String subdomainForm() {
    return SUBDOMAIN.pattern();
  }

  /** The key of a label: a name, with the domain of who gave it before a slash. */
  public static boolean isLabel(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    boolean prefixed = slash < 0 || isSubdomain(text.substring(0, slash));
    return prefixed && name.length() <= NAME_MAX && NAME.matcher(name).matches();
  }

  public static boolean isLabelValue(String text) {
    return text.isEmpty() || text.length() <= NAME_MAX && NAME.matcher(text).matches();
  }

  /** The key of an annotation, in which capital letters are as good as small ones. */
  public static boolean isAnnotation(String text) {
    return isLabel(text.toLowerCase(Locale.ROOT));
  }

  /** A key of a ConfigMap or a Secret, which becomes the name of a file. */
  public static boolean isSetting(String text) {
    return text.length() <= SUBDOMAIN_MAX
        && SETTING.matcher(text).matches()
        && !text.equals(".")
        && !text.startsWith("..");
  }

  /** The name of an environment variable, as it is since Kubernetes 1.32. */
  public static boolean isVariable(String text) {
    return VARIABLE.matcher(text).matches();
  }
}
