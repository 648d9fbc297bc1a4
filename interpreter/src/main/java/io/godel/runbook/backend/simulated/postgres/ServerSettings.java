package io.godel.runbook.backend.simulated.postgres;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The settings that a server has when its world says nothing else. */
final class ServerSettings {
  private static final Map<String, String> STANDARD =
      Map.ofEntries(
          Map.entry("server_version", "16.4"),
          Map.entry("wal_level", "replica"),
          Map.entry("fsync", "on"),
          Map.entry("hot_standby", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("synchronous_standby_names", ""),
          Map.entry("max_wal_senders", "10"),
          Map.entry("data_checksums", "on"),
          Map.entry("default_transaction_read_only", "off"),
          Map.entry("idle_in_transaction_session_timeout", "0"),
          Map.entry("statement_timeout", "0"),
          Map.entry("data_directory", "/var/lib/postgresql/data"));

  private ServerSettings() {}

  static Map<String, String> of(ServerSpec spec) {
    Map<String, String> settings = new TreeMap<>(STANDARD);
    settings.put("max_connections", Integer.toString(spec.maxConnections()));
    settings.put("superuser_reserved_connections", Integer.toString(spec.reserved()));
    settings.putAll(spec.settings());
    return Collections.unmodifiableMap(settings);
  }
}
