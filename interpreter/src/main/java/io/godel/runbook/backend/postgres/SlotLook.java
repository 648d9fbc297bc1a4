package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the replication slots of a server. */
final class SlotLook {
  private SlotLook() {}

  /** As records {@code pg.Slot}, by name; those that end with their session are left out. */
  static Value slots(Connection at) throws SQLException {
    List<Value> slots = new ArrayList<>();
    try (PreparedStatement statement = at.prepareStatement(LookStatements.SLOTS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        slots.add(slot(row));
      }
    }
    return new Value.Items(slots);
  }

  private static Value slot(ResultSet row) throws SQLException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", new Value.Str(row.getString(1)));
    fields.put("logical", new Value.Bool(row.getBoolean(2)));
    fields.put("active", new Value.Bool(row.getBoolean(3)));
    long kept = row.getLong(4);
    fields.put("kept", row.wasNull() ? new Value.None() : new Value.Size(Math.max(0, kept)));
    fields.put("usable", new Value.Bool(row.getBoolean(5)));
    fields.put("failover", new Value.Bool(row.getBoolean(6)));
    return new Value.Fields("pg.Slot", fields);
  }
}
