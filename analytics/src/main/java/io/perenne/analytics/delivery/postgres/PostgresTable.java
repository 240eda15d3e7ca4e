// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.https.HttpsFolder;
import java.time.Duration;
import java.util.Optional;

/**
 * A table in PostgreSQL and who we are there.
 *
 * @param url as JDBC writes it, {@code jdbc:postgresql://host/database}, without a password
 * @param user our name there
 * @param password the password, if it asks for one
 * @param schema the schema
 * @param table the table, made if it is missing
 * @param mode how rows get into it
 * @param timeout how long the server may take for one answer
 */
public record PostgresTable(
    String url,
    String user,
    Optional<Secret> password,
    String schema,
    String table,
    PostgresMode mode,
    Duration timeout) {
  public PostgresTable {
    // what may hold a password is not repeated
    if (url.matches("(?is)[^?]*@.*|.*[?&][^=&]*(user|pass|pwd|secret|token|credential)[^=&]*=.*")) {
      throw new IllegalArgumentException(
          "url names a user or a password; they have keys of their own");
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("url does not begin with jdbc:postgresql:");
    }
    if (!table.matches("[^\"\\p{Cntrl}]{1,50}") || !schema.matches("[^\"\\p{Cntrl}]{1,63}")) {
      throw new IllegalArgumentException("not a name: schema=" + schema + ", table=" + table);
    }
  }

  /** Returns the address without its query, which may hold credentials. */
  String where() {
    return HttpsFolder.where(url) + " " + schema + "." + table;
  }
}
