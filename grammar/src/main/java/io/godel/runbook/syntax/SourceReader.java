package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads files as text; whatever the file is, it answers with a text or says what is wrong. */
public final class SourceReader {
  /** In bytes; a runbook of this size has tens of thousands of lines. */
  public static final int SIZE_MAX = 8 << 20;

  private final String name;

  private SourceReader(String name) {
    this.name = name;
  }

  /**
   * @param name what a person calls the file
   */
  public static Parsed<Optional<SourceFile>> read(Path path, String name) {
    return new SourceReader(name).read(path);
  }

  /** Reads what stands in a stream, and leaves it open. */
  public static Parsed<Optional<SourceFile>> read(InputStream in, String name) {
    return new SourceReader(name).read(in);
  }

  private Parsed<Optional<SourceFile>> read(Path path) {
    if (!Files.exists(path)) {
      return failed(Code.FILE_UNREADABLE, "there is no file " + name);
    }
    if (Files.isDirectory(path)) {
      return failed(Code.FILE_UNREADABLE, name + " is a directory");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in);
    } catch (IOException refused) {
      return failed(Code.FILE_UNREADABLE, name + " cannot be read");
    }
  }

  private Parsed<Optional<SourceFile>> read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(SIZE_MAX + 1);
      return bytes.length > SIZE_MAX
          ? failed(Code.FILE_TOO_LARGE, name + " has more than " + (SIZE_MAX >> 20) + " MiB")
          : decoded(bytes);
    } catch (IOException refused) {
      return failed(Code.FILE_UNREADABLE, name + " cannot be read");
    }
  }

  private Parsed<Optional<SourceFile>> decoded(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    SourceFile source = new SourceFile(name, out.flip().toString());
    if (result.isError()) {
      int end = source.text().length();
      return notText(source, end, "is no UTF-8 from byte %d on".formatted(in.position() + 1));
    }
    int zero = source.text().indexOf('\0');
    return zero >= 0
        ? notText(source, zero, "is no text: it holds a zero byte")
        : new Parsed<>(Optional.of(source), List.of());
  }

  private Parsed<Optional<SourceFile>> notText(SourceFile source, int at, String what) {
    Diagnostic wrong =
        Diagnostic.error(Code.FILE_NOT_TEXT, new Span(source, at, at), name + " " + what)
            .help("a runbook is a text in UTF-8");
    return new Parsed<>(Optional.empty(), List.of(wrong));
  }

  private Parsed<Optional<SourceFile>> failed(Code code, String message) {
    SourceFile nothing = new SourceFile(name, "");
    return new Parsed<>(
        Optional.empty(), List.of(Diagnostic.error(code, new Span(nothing, 0, 0), message)));
  }
}
