// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.settings;

import io.perenne.analytics.config.ConfigurationKey;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the page of the settings shows.
 *
 * @param shown the id of the version that a save will replace
 * @param values what the fields hold, by the names of the keys
 * @param plan what the other fields hold
 * @param schedule the fields of the schedule
 * @param next when it is due next, as the reader writes it
 * @param destinations the names that can be chosen
 * @param fileName what the file would be called now; empty if the pattern cannot be read
 * @param versions what was saved, the newest first
 * @param changedByHand whether {@code perenne.yaml} was changed since
 * @param problems what was refused, a sentence each
 * @param refused the keys of what was refused
 */
public record SettingsView(
    String shown,
    Map<String, String> values,
    Plan plan,
    ScheduleForm schedule,
    List<String> next,
    List<String> destinations,
    String fileName,
    List<Version> versions,
    boolean changedByHand,
    List<String> problems,
    Set<String> refused) {
  /** The keys that the first step shows. */
  public static final List<String> CALCULATION =
      List.of("interval", "currency", "time-zone", "language");

  /** The keys that the third step shows. */
  public static final List<String> CONTROL = List.of("control-group.share", "control-group.mode");

  /** The keys that the fourth step shows. */
  public static final List<String> DATAMODEL = List.of("datamodel.path", "datamodel.file-name");

  /** The groups of all other keys: those of a group begin with one of its names. */
  public static final Map<String, List<String>> MORE =
      Map.of(
          "thresholds", List.of("thresholds.", "cadence."),
          "money",
              List.of(
                  "horizon",
                  "discount-rate",
                  "ltv-basis",
                  "margin-rate",
                  "model",
                  "seasonality",
                  "yearly-repurchase",
                  "refunds",
                  "link-refunds",
                  "exchange-rates",
                  "input.identities",
                  "input.live-orders"),
          "input",
              List.of(
                  "input.",
                  "countable-statuses",
                  "anonymous-ids",
                  "exclude-products",
                  "max-reject-share",
                  "min-crm-share"));

  /** The groups in their order; the last holds what no other does. */
  public static final List<String> GROUPS = List.of("thresholds", "money", "input", "other");

  /** Copies the lists. */
  public SettingsView {
    next = List.copyOf(next);
    destinations = List.copyOf(destinations);
    versions = List.copyOf(versions);
    problems = List.copyOf(problems);
    refused = Set.copyOf(refused);
  }

  /** Returns the keys of a group, in their order. */
  public static List<ConfigurationKey<?>> keys(String group) {
    return RunConfiguration.keys().stream()
        .filter(key -> !key.name().equals(Version.SALT))
        .filter(key -> group(key.name()).equals(group))
        .<ConfigurationKey<?>>map(key -> key)
        .toList();
  }

  /** Returns the keys of some names, in that order. */
  public static List<ConfigurationKey<?>> named(List<String> names) {
    return names.stream()
        .<ConfigurationKey<?>>map(
            name ->
                RunConfiguration.keys().stream()
                    .filter(key -> key.name().equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static String group(String name) {
    if (CALCULATION.contains(name) || CONTROL.contains(name) || DATAMODEL.contains(name)) {
      return "step";
    }
    return GROUPS.stream()
        .filter(
            group ->
                MORE.getOrDefault(group, List.of()).stream()
                    .anyMatch(each -> name.equals(each) || name.startsWith(each)))
        .findFirst()
        .orElse("other");
  }

  /** Returns what a field holds; the default where nothing was set. */
  public String value(ConfigurationKey<?> key) {
    return values.getOrDefault(key.name(), key.defaultText());
  }

  /** Returns how many keys of a group are not at their defaults. */
  public long changed(String group) {
    return keys(group).stream().filter(key -> !value(key).equals(key.defaultText())).count();
  }

  /** Returns what changed with a version, by its place in the list. */
  public List<Version.Difference> differences(int index) {
    return index + 1 < versions.size()
        ? versions.get(index).since(versions.get(index + 1))
        : List.of();
  }
}
