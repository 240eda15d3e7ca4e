// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings as somebody has saved them. A version is never changed.
 *
 * @param id of the version; later ones sort after earlier ones
 * @param savedAt when
 * @param savedBy who
 * @param configuration the keys that are not left at their defaults
 * @param plan what the server does by itself
 */
public record Version(
    String id, Instant savedAt, String savedBy, Map<String, String> configuration, Plan plan) {
  /** The key whose value nobody is shown. */
  public static final String SALT = "control-group.salt";

  /** Copies the map. */
  public Version {
    configuration = Map.copyOf(configuration);
  }

  /**
   * A setting that two versions have different.
   *
   * @param name of the setting
   * @param before empty for the default, or for nothing
   * @param after empty for the default, or for nothing
   */
  public record Difference(String name, String before, String after) {}

  /** Returns what differs from an earlier version, secrets as dots. */
  public List<Difference> since(Version earlier) {
    Map<String, String> before = earlier.texts();
    Map<String, String> after = texts();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        boolean hidden = name.equals(SALT);
        differences.add(new Difference(name, hidden ? dots(old) : old, hidden ? dots(now) : now));
      }
    }
    return differences;
  }

  private static String dots(String secret) {
    return secret.isEmpty() ? "" : "…";
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>(configuration);
    texts.put("transactions", String.join(", ", plan.transactions()));
    texts.put("customers", String.join(", ", plan.customers()));
    texts.put("schedule", plan.schedule());
    texts.put("destinations", String.join(", ", plan.destinations()));
    return texts;
  }

  /** Returns the name only, so that no log shows a salt. */
  @Override
  public String toString() {
    return id;
  }
}
