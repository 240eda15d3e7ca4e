// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.Optional;

/** Settings of the platform by name. */
public final class Settings {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Settings(Transaction in) {
    this.in = in;
  }

  /** Returns a setting, if it was made. */
  public Optional<String> find(String name) {
    return in.first("SELECT value FROM settings WHERE name = ?", row -> row.text("value"), name);
  }

  /** Makes a setting or changes it. */
  public void put(String name, String value, Instant now) {
    in.update(
        "INSERT INTO settings (name, value, changed) VALUES (?, ?, ?) ON CONFLICT (name)"
            + " DO UPDATE SET value = excluded.value, changed = excluded.changed",
        name,
        value,
        now);
  }
}
