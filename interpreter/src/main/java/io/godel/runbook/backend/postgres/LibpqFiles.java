package io.godel.runbook.backend.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the files say that every client of PostgreSQL reads: passwords and connection services
 * (PostgreSQL manual, 34.16 and 34.17).
 */
final class LibpqFiles {
  private static final String ANY = "*";
  private static final int FIELDS = 5;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Map<String, String> environment;

  LibpqFiles(Map<String, String> environment) {
    this.environment = environment;
  }

  private Optional<Path> file(String variable, String inHome) {
    return Optional.ofNullable(environment.get(variable))
        .map(Path::of)
        .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, inHome)))
        .filter(Files::isRegularFile);
  }

  /**
   * The password that the file has for that server.
   *
   * @throws IOException when it has one and others may read the file, or it cannot be read
   */
  Optional<String> password(String host, int port, String database, String user)
      throws IOException {
    Optional<Path> file = file("PGPASSFILE", ".pgpass");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<String> wanted = List.of(host, Integer.toString(port), database, user);
    for (String line : Files.readAllLines(file.get())) {
      List<String> fields = fields(line);
      if (!line.startsWith("#") && fields.size() >= FIELDS && matches(fields, wanted)) {
        if (isOpen(file.get())) {
          throw new IOException(file.get() + " may be used by others too: chmod 600 it");
        }
        return Optional.of(fields.get(FIELDS - 1));
      }
    }
    return Optional.empty();
  }

  private static boolean matches(List<String> fields, List<String> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals(ANY) && !fields.get(i).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A backslash takes a colon or a backslash for what it is. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character == '\\' && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (character == ':') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static boolean isOpen(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
  }

  /**
   * What is said of a service, by libpq's words.
   *
   * @throws IOException when there is no such service
   */
  Map<String, String> service(String name) throws IOException {
    Optional<Path> file = file("PGSERVICEFILE", ".pg_service.conf").or(this::systemWide);
    if (file.isPresent()) {
      Map<String, String> said = new LinkedHashMap<>();
      boolean inside = false;
      boolean found = false;
      for (String line : Files.readAllLines(file.get())) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (text.startsWith("[")) {
          inside = !found && text.equals("[" + name + "]");
          found |= inside;
        } else if (inside && equals > 0 && !text.startsWith("#")) {
          said.putIfAbsent(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
      }
      if (found) {
        return said;
      }
    }
    throw new IOException(
        "there is no service `%s` in %s"
            .formatted(name, file.map(Path::toString).orElse("a file of services")));
  }

  private Optional<Path> systemWide() {
    return Optional.ofNullable(environment.get("PGSYSCONFDIR"))
        .map(folder -> Path.of(folder, "pg_service.conf"))
        .filter(Files::isRegularFile);
  }
}
