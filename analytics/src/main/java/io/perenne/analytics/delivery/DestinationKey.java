// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.pack.BooleanStyle;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A setting of a destination.
 *
 * @param name its name in kebab-case
 * @param kinds the kinds of destinations that have it
 * @param standard its value if nobody gives one; empty for none
 * @param required whether somebody has to give one
 * @param description what it means, in one line
 */
public record DestinationKey(
    String name,
    Set<DestinationKind> kinds,
    String standard,
    boolean required,
    String description) {
  private static final Set<DestinationKind> ALL = Set.of(DestinationKind.values());
  private static final Set<DestinationKind> FILES =
      Set.of(DestinationKind.FOLDER, DestinationKind.SFTP, DestinationKind.HTTPS);
  private static final Set<DestinationKind> FOLDERS =
      Set.of(DestinationKind.FOLDER, DestinationKind.SFTP);
  private static final Set<DestinationKind> SFTP = Set.of(DestinationKind.SFTP);
  private static final Set<DestinationKind> HTTPS = Set.of(DestinationKind.HTTPS);
  private static final Set<DestinationKind> POSTGRESQL = Set.of(DestinationKind.POSTGRESQL);
  private static final Set<DestinationKind> REST = Set.of(DestinationKind.MARKETING_CLOUD);

  private static final List<DestinationKey> KEYS =
      List.of(
          required("kind", ALL, "folder, sftp, https, postgresql or marketing-cloud"),
          key("host", SFTP, "", "name of the server", true),
          key("port", SFTP, "22", "port of the server", false),
          key(
              "user",
              Set.of(DestinationKind.SFTP, DestinationKind.POSTGRESQL),
              "",
              "our name there",
              true),
          key(
              "password",
              Set.of(DestinationKind.SFTP, DestinationKind.POSTGRESQL),
              "",
              "where the password is: " + Secret.ALLOWED,
              false),
          key("private-key", SFTP, "", "file with our private key", false),
          key("passphrase", SFTP, "", "where the key's passphrase is: " + Secret.ALLOWED, false),
          key("host-key", SFTP, "", "the server's key, once a person has approved it", false),
          key(
              "ciphers",
              SFTP,
              "aes128-gcm@openssh.com, aes256-gcm@openssh.com, aes128-ctr, aes192-ctr, aes256-ctr, chacha20-poly1305@openssh.com",
              "what to encrypt with, the best first",
              false),
          key("keep-alive", SFTP, "30s", "how often a sign of life is sent", false),
          key(
              "folder",
              FOLDERS,
              "",
              "where files go; it is made if it is missing; of sftp datamodel.path if not given",
              true),
          key(
              "upload",
              FOLDERS,
              "temp-rename",
              "temp-rename, or direct for file-drop automations",
              false),
          key(
              "verify",
              FOLDERS,
              "sha256",
              "sha256 asks the server for the hash, or reads the file back; size does neither",
              false),
          key("trigger", FOLDERS, "", "ending of an empty file uploaded last, as in .ready", false),
          key("trigger-folder", FOLDERS, "", "where that file goes; empty: beside the file", false),
          key(
              "url",
              Set.of(DestinationKind.HTTPS, DestinationKind.POSTGRESQL),
              "",
              "https://host/path/{file}, or jdbc:postgresql://host/database",
              true),
          key(
              "authorization",
              HTTPS,
              "",
              "where the value of the Authorization header is: " + Secret.ALLOWED,
              false),
          key(
              "query",
              HTTPS,
              "",
              "where what stands behind ? in the address is: " + Secret.ALLOWED,
              false),
          key("schema", POSTGRESQL, "public", "schema of the table", false),
          key(
              "table",
              POSTGRESQL,
              "clv_datamodel",
              "name of the table; it is made if it is missing",
              false),
          key(
              "mode",
              POSTGRESQL,
              "upsert",
              "upsert by CustomerId, or swap the whole table at once",
              false),
          key("subdomain", REST, "", "of the account's own addresses", false),
          key("auth-url", REST, "", "instead of the address made from subdomain", false),
          key("rest-url", REST, "", "instead of the address made from subdomain", false),
          key("client-id", REST, "", "where the client id is: " + Secret.ALLOWED, true),
          key("client-secret", REST, "", "where the client secret is: " + Secret.ALLOWED, true),
          key("account-id", REST, "", "the business unit, if not the package's own", false),
          key("data-extension", REST, "", "external key of the data extension", true),
          key("batch-rows", REST, "28000", "rows in one request, at most 32000", false),
          key("poll-every", REST, "5s", "how often is asked whether a batch is done", false),
          key("poll-at-most", REST, "30m", "how long is asked", false),
          key(
              "changed-only",
              REST,
              "true",
              "send only what changed since the last delivery",
              false),
          key(
              "timeout",
              Set.of(
                  DestinationKind.SFTP,
                  DestinationKind.HTTPS,
                  DestinationKind.POSTGRESQL,
                  DestinationKind.MARKETING_CLOUD),
              "",
              "how long the other side may be silent; of https, how long one request may take",
              false),
          key(
              "preset",
              FILES,
              "contract",
              "contract, or marketing-cloud: CRLF, True/False, times with their zone",
              false),
          key("format", FILES, "csv", "csv, parquet or json-lines", false),
          key("delimiter", FILES, "", "one character, or tab", false),
          key("newline", FILES, "", "lf or crlf", false),
          key(
              "encoding",
              FILES,
              "",
              "as in UTF-8, UTF-8-BOM, UTF-16LE, ISO-8859-1, windows-1252",
              false),
          key("null-text", FILES, "", "what an absent value is written as", false),
          key("booleans", FILES, "", String.join(", ", BooleanStyle.names()), false),
          key(
              "dates",
              Set.of(
                  DestinationKind.FOLDER,
                  DestinationKind.SFTP,
                  DestinationKind.HTTPS,
                  DestinationKind.MARKETING_CLOUD),
              "",
              "plain, iso or utc",
              false),
          key("compression", FILES, "none", "none, gzip or zip", false),
          key("pgp-key", FILES, "", "file with the receiver's public OpenPGP key", false),
          key(
              "file-name",
              FILES,
              "datamodel_clv_{yyyyMMdd}.csv",
              "name with tokens; compression and encryption add their endings",
              false),
          key(
              "file-date-zone",
              FILES,
              "",
              "zone of the dates in the name; empty: that of the run",
              false),
          key("tenant", FILES, "", "what {tenant} in the name stands for", false),
          key("columns", ALL, "", "NAME or NAME=OTHER, with commas; empty: all 25", false),
          key("extended", ALL, "false", "whether the extended columns follow", false),
          key(
              "segments",
              ALL,
              "",
              "codes or numbers, with commas; empty: all; import such a file by overwriting",
              false),
          key(
              "contactable-only",
              ALL,
              "false",
              "only customers whom e-mail marketing may reach; import such a file by overwriting",
              false),
          key("attempts", ALL, "5", "how often a delivery is tried", false),
          key(
              "backoff",
              ALL,
              "10s",
              "the first wait between attempts; each is twice as long",
              false),
          key("backoff-limit", ALL, "10m", "the longest wait", false));

  private static DestinationKey required(
      String name, Set<DestinationKind> kinds, String description) {
    return key(name, kinds, "", description, true);
  }

  private static DestinationKey key(
      String name,
      Set<DestinationKind> kinds,
      String standard,
      String description,
      boolean required) {
    return new DestinationKey(name, kinds, standard, required, description);
  }

  /** Returns the keys of a kind, in order. */
  public static Stream<DestinationKey> of(DestinationKind kind) {
    return KEYS.stream().filter(key -> key.kinds().contains(kind));
  }
}
