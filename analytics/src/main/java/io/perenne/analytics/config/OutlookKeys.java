// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.Set;
import java.util.function.Function;

/** The keys of what a run with {@code model: auto} takes into account when it looks ahead. */
final class OutlookKeys {

  static final ConfigurationKey<Seasonality> SEASONALITY =
      segmentKey(
          "seasonality",
          ValueType.choice(Seasonality.class),
          "auto",
          c -> c.model().seasonality(),
          "Whether model=auto follows the course of the year where that can be told.",
          "Si model=auto sigue el curso del año cuando se puede saber.");

  static final ConfigurationKey<YearlyRepurchase> YEARLY_REPURCHASE =
      segmentKey(
          "yearly-repurchase",
          YearlyRepurchase.TYPE,
          "auto",
          c -> c.model().yearlyRepurchase(),
          "Of the customers of a year, the share that buys in the next, if you know it; off: model=auto assumes nothing.",
          "De los clientes de un año, qué parte compra al siguiente, si se sabe; off: model=auto no supone nada.");

  private OutlookKeys() {}

  private static <T> ConfigurationKey<T> segmentKey(
      String name,
      ValueType<T> type,
      String standard,
      Function<RunConfiguration, T> value,
      String english,
      String spanish) {
    return new ConfigurationKey<>(
        new Key<>(name, type, standard, english, spanish, Set.of()), value, true);
  }
}
