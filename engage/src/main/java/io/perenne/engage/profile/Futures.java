// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.forecast.RevenueForecaster;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.outlook.OutlookModels;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The models of a run as of any later day. What days share is tabulated once; with a season every
 * day has tables of its own, of which those of the last few days asked for are kept.
 */
final class Futures {
  /** So many days with tables of their own are remembered. */
  static final int MOST_DAYS = 64;

  private static final int MOST_RANGES = 4;
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private final PublishedModel model;
  private final OutlookModels.@Nullable Dated dated;
  private final Map<Integer, ResidualValuation> valuations = new ConcurrentHashMap<>();
  private final Map<Integer, Optional<Ranges>> ranges = new ConcurrentHashMap<>();

  Futures(PublishedModel model) {
    this.model = model;
    dated = model.models().map(models -> models.dated(model.spend(), model.horizon())).orElse(null);
  }

  /** Returns whether every day has the same tables, so that many days may be asked about. */
  boolean sharesTables() {
    return model.models().map(models -> models.clock().isCalendar()).orElse(true);
  }

  ResidualValuation valuation(int day) {
    return dated == null ? model.otherwise() : kept(valuations, day, MOST_DAYS, dated::asOf);
  }

  /** Makes something for a day. */
  private interface Maker<T> {
    T of(int day);
  }

  private static <T> T kept(Map<Integer, T> all, int day, int most, Maker<T> maker) {
    T known = all.get(day);
    if (known != null) {
      return known;
    }
    if (all.size() >= most) {
      all.clear();
    }
    return all.computeIfAbsent(day, maker::of);
  }

  /** The ends of the range of money to come, before discounts, refunds and states. */
  record Range(double low, double high) {}

  Optional<Range> range(int day, PurchaseHistory history, SpendHistory spend) {
    int key = sharesTables() ? 0 : day;
    return kept(ranges, key, MOST_RANGES, any -> ranges(day))
        .map(all -> all.of(arrivals(day), day, history, spend));
  }

  private Optional<Arrivals> arrivals(int day) {
    return model.models().flatMap(models -> models.asOf(day).arrivals());
  }

  private Optional<Ranges> ranges(int day) {
    return model.models().isPresent() && model.spend() instanceof GammaGamma gamma
        ? Optional.of(new Ranges(model.models().get(), gamma, model.horizon(), day))
        : Optional.empty();
  }

  /** The two quantiles of each kind of model, of established and of new customers. */
  private static final class Ranges {
    private final OutlookModels models;
    private final List<RevenueForecaster> established;
    private final List<RevenueForecaster> arrived;

    Ranges(OutlookModels models, GammaGamma spend, Horizon horizon, int day) {
      this.models = models;
      double days =
          models.clock().isCalendar()
              ? horizon.days()
              : models.clock().between(day, day + (int) Math.round(horizon.days()));
      established =
          models.kinds().stream().map(k -> forecaster(k.established(), spend, days)).toList();
      arrived = models.kinds().stream().map(k -> forecaster(k.arrived(), spend, days)).toList();
    }

    private static RevenueForecaster forecaster(
        TransactionModel model, GammaGamma spend, double days) {
      return RevenueForecaster.of(CountForecaster.of(model, days), spend, LOW);
    }

    /** Quantiles of the kinds averaged, as their expectations are. */
    Range of(Optional<Arrivals> arrivals, int day, PurchaseHistory history, SpendHistory spend) {
      boolean old = arrivals.filter(a -> a.established(history.age())).isPresent();
      PurchaseHistory inTime = Arrivals.inTime(history, models.clock(), day);
      double low = 0;
      double high = 0;
      double weights = 0;
      for (int i = 0; i < models.kinds().size(); i++) {
        double weight = models.kinds().get(i).weight();
        RevenueForecaster forecaster = (old ? established : arrived).get(i);
        low += weight * forecaster.quantile(inTime, spend);
        high += weight * forecaster.withLevel(HIGH).quantile(inTime, spend);
        weights += weight;
      }
      return new Range(low / weights, high / weights);
    }
  }

  /** Returns when the customer buys again by the models; empty if there are none. */
  Optional<NextPurchase> next(int day, PurchaseHistory history) {
    return model
        .models()
        .map(
            models -> {
              boolean old = arrivals(day).filter(a -> a.established(history.age())).isPresent();
              return NextPurchase.of(
                  models.kinds().stream()
                      .map(kind -> old ? kind.established() : kind.arrived())
                      .toList(),
                  models.kinds().stream().map(OutlookModels.Kind::weight).toList(),
                  Arrivals.inTime(history, models.clock(), day));
            });
  }

  OperationalClock clock() {
    return model.models().map(OutlookModels::clock).orElseGet(OperationalClock::calendar);
  }
}
