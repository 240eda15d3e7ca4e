// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.home.Sha256;
import io.perenne.clv.words.Language;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everything a user decides about a run, valid from birth.
 *
 * @param interval the stretch of time in which frequency and money are counted
 * @param timeZone the zone in which an instant becomes a local date
 * @param language the language of labels
 * @param currency the reporting currency
 * @param valuation what lifetime value counts and how far it looks
 * @param model how the future is modelled
 * @param input what the user knows about the files
 * @param tickets which rows count, and how
 * @param cadence how the time between purchases is shrunk towards the base
 * @param thresholds the limits that separate the segments
 * @param controlGroup the customers kept out of marketing
 * @param evolutionBase the earlier run to compare with
 * @param datamodel the contract file
 */
public record RunConfiguration(
    Interval interval,
    ZoneId timeZone,
    Language language,
    Currency currency,
    ValuationSettings valuation,
    ModelSettings model,
    InputSettings input,
    TicketSettings tickets,
    CadenceSettings cadence,
    ThresholdSettings thresholds,
    ControlGroupSettings controlGroup,
    EvolutionBase evolutionBase,
    DatamodelSettings datamodel) {

  /** Returns the configuration of someone who decided nothing. */
  public static RunConfiguration defaults() {
    return ConfigurationValues.empty().toConfiguration();
  }

  /**
   * Returns this configuration with one key changed.
   *
   * @throws io.perenne.analytics.InputException if the key is unknown or the value not allowed
   */
  public RunConfiguration with(String key, String value) {
    return ConfigurationValues.of(this).with(key, value, key).toConfiguration();
  }

  /** Returns the keys in the order of the documentation. */
  public static List<ConfigurationKey<?>> keys() {
    return ConfigurationKeys.ALL;
  }

  /**
   * Returns every key with its value as text, in the order of {@link #keys}; no secret is shown.
   */
  public Map<String, String> toMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    keys().forEach(key -> texts.put(key.name(), key.textIn(this)));
    return Collections.unmodifiableMap(texts);
  }

  /**
   * Returns one line {@code key=value} a key, in a fixed order and spelling: equal configurations
   * give equal text. A given salt appears as a fingerprint.
   */
  public String canonicalText() {
    return canonicalText(key -> true);
  }

  /**
   * Returns {@link #canonicalText} restricted to the keys that decide into which segment a customer
   * falls. Two runs whose text differs cannot be compared segment by segment as they are.
   */
  public String segmentDefinition() {
    return canonicalText(ConfigurationKey::definesSegments);
  }

  /** Returns the version of this configuration: twelve hexadecimal digits of its text's SHA-256. */
  public String version() {
    return Sha256.of(canonicalText()).substring(0, 12);
  }

  private String canonicalText(Predicate<ConfigurationKey<?>> included) {
    return keys().stream()
        .filter(included)
        .map(key -> key.name() + "=" + key.textIn(this) + "\n")
        .collect(Collectors.joining());
  }
}
