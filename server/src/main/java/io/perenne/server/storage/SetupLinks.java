// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Links that work once: the first administrator's, and those of invited users. */
public final class SetupLinks {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public SetupLinks(Transaction in) {
    this.in = in;
  }

  /**
   * A link.
   *
   * @param userId whose it is; empty for the first administrator's
   * @param expires empty if it is valid until used
   */
  public record Link(
      String tokenHash, Optional<Long> userId, Instant created, Optional<Instant> expires) {}

  /** Adds a link in place of the earlier ones of the same user, or of the first administrator. */
  public void replace(Link link) {
    if (link.userId().isPresent()) {
      in.update("DELETE FROM setup_links WHERE user_id = ?", link.userId());
    } else {
      in.update("DELETE FROM setup_links WHERE user_id IS NULL AND used IS NULL");
    }
    in.update(
        "INSERT INTO setup_links (token_hash, user_id, created, expires) VALUES (?, ?, ?, ?)",
        link.tokenHash(),
        link.userId(),
        link.created(),
        link.expires());
  }

  /** Returns a link that was not used and has not expired. */
  public Optional<Link> find(String tokenHash, Instant now) {
    return in.first(
        "SELECT token_hash, user_id, created, expires FROM setup_links"
            + " WHERE token_hash = ? AND used IS NULL AND (expires IS NULL OR expires > ?)",
        SetupLinks::read,
        tokenHash,
        now);
  }

  /** Uses a link up; returns whether it was unused. */
  public boolean use(String tokenHash, Instant now) {
    return in.update(
            "UPDATE setup_links SET used = ? WHERE token_hash = ? AND used IS NULL", now, tokenHash)
        == 1;
  }

  private static Link read(Row row) throws SQLException {
    Optional<Long> user = row.optionalText("user_id").map(Long::valueOf);
    return new Link(
        row.text("token_hash"), user, row.instant("created"), row.optionalInstant("expires"));
  }
}
