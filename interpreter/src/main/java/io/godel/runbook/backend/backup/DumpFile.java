package io.godel.runbook.backend.backup;

import io.godel.runbook.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A backup as its store lists it.
 *
 * @param taken as the dump itself says; the file's own time where it says nothing
 * @param size in bytes
 */
public record DumpFile(String name, Instant taken, long size) {

  Value.Fields value() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(name));
    fields.put("taken", new Value.Moment(taken));
    fields.put("size", new Value.Size(size));
    return new Value.Fields("backup.Backup", fields);
  }

  static DumpFile of(Value.Fields backup) {
    return new DumpFile(
        ((Value.Str) backup.field("name")).value(),
        ((Value.Moment) backup.field("taken")).value(),
        ((Value.Size) backup.field("size")).bytes());
  }
}
