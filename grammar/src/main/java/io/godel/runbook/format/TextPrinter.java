package io.godel.runbook.format;

import io.godel.runbook.syntax.Text;

/** Prints texts with their quotes, escapes and inserted values. */
final class TextPrinter {
  private static final String RAW_QUOTE = "\"\"\"";

  private final ExprPrinter exprs;

  TextPrinter(ExprPrinter exprs) {
    this.exprs = exprs;
  }

  String print(Text text) {
    if (text.raw()) {
      return RAW_QUOTE + text.plain() + RAW_QUOTE;
    }
    StringBuilder out = new StringBuilder("\"");
    for (Text.Part part : text.parts()) {
      out.append(part instanceof Text.Chars chars ? escaped(chars.value()) : inserted(part));
    }
    return out.append('"').toString();
  }

  /** Nothing is escaped in SQL; what is inserted is a parameter. */
  String sql(Text text) {
    StringBuilder out = new StringBuilder("sql").append(RAW_QUOTE);
    for (Text.Part part : text.parts()) {
      out.append(part instanceof Text.Chars chars ? chars.value() : inserted(part));
    }
    return out.append(RAW_QUOTE).toString();
  }

  private String inserted(Text.Part part) {
    return part instanceof Text.Inserted it ? "${" + exprs.print(it.expr()) + "}" : "";
  }

  private static String escaped(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char sign = value.charAt(i);
      switch (sign) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '"', '\\' -> out.append('\\').append(sign);
        case '$' -> out.append(value.startsWith("{", i + 1) ? "\\$" : "$");
        default -> out.append(sign);
      }
    }
    return out.toString();
  }
}
