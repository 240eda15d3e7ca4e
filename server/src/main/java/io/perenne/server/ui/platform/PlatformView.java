// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.platform;

import io.perenne.server.storage.ApiKeys;
import io.perenne.server.storage.Audit.Entry;
import io.perenne.server.storage.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the page of the platform shows.
 *
 * @param users all of them
 * @param external the numbers of those whom a provider of identities recognizes
 * @param keys all of them, the newest first
 * @param changes the newest entries of the record
 * @param problems what was wrong with the last change, a sentence each
 * @param secret a link or a key that was just made and is shown this once
 */
public record PlatformView(
    List<User> users,
    Set<Long> external,
    List<ApiKeys.Key> keys,
    List<Entry> changes,
    List<String> problems,
    Optional<Secret> secret) {
  /** Copies the lists. */
  public PlatformView {
    users = List.copyOf(users);
    external = Set.copyOf(external);
    keys = List.copyOf(keys);
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }

  /**
   * What is shown once.
   *
   * @param kind {@code link} or {@code key}
   * @param name whose it is
   * @param text the secret
   */
  public record Secret(String kind, String name, String text) {
    /** Returns everything but the secret. */
    @Override
    public String toString() {
      return kind + " of " + name;
    }
  }
}
