// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import java.util.Set;
import java.util.function.Function;

/** The keys of what a run with {@code model: auto} takes into account when it looks ahead. */
final class OutlookKeys {

  static final ConfigurationKey<Seasonality> SEASONALITY =
      segmentKey(
          "seasonality", ValueType.choice(Seasonality.class), "auto", c -> c.model().seasonality());

  static final ConfigurationKey<YearlyRepurchase> YEARLY_REPURCHASE =
      segmentKey(
          "yearly-repurchase", YearlyRepurchase.TYPE, "auto", c -> c.model().yearlyRepurchase());

  private OutlookKeys() {}

  private static <T> ConfigurationKey<T> segmentKey(
      String name, ValueType<T> type, String standard, Function<RunConfiguration, T> value) {
    return new ConfigurationKey<>(
        new Key<>(name, type, standard, Texts.message("setting." + name), Set.of()), value, true);
  }
}
