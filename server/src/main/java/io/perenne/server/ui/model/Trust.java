// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ForecastCheck;
import io.perenne.clv.outlook.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the numbers of a run can be trusted, by what its forecasts came to.
 *
 * @param verdict on the total
 * @param bias of the total: expected over actual, minus 1; NaN if nothing is known
 * @param order how well the order of customers was foretold; NaN if it is not known
 * @param days how far ahead the forecast looked that says so; 0 if there is none
 * @param isOfRun whether that was what an earlier run published
 */
public record Trust(Verdict verdict, double bias, double order, int days, boolean isOfRun) {
  /** Totals off by less are close. */
  static final double CLOSE = 0.1;

  /** Totals off by more are wrong, as warnings of runs have it. */
  static final double WRONG = 0.2;

  /** A forecast of fewer days says more of the days than of the model. */
  public static final int LEAST_DAYS = 30;

  private static final double ORDERED = 0.8;

  /** What to make of the total. */
  public enum Verdict {
    /** No model: nothing to trust. */
    NONE,
    /** Nothing to hold it against yet. */
    UNKNOWN,
    /** Close to what came. */
    CLOSE,
    /** Somewhat off. */
    FAIR,
    /** Too low. */
    LOW,
    /** Too high. */
    HIGH;

    /** Returns the name of its texts. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Judges by a forecast that has come due, else by those of the past that the run made itself: the
   * one that was farthest off.
   *
   * @param pasts forecasts of the past
   * @param check an earlier run held against this one, if there is one
   */
  static Trust of(boolean modelled, List<RunDocument.Past> pasts, Optional<ForecastCheck> check) {
    if (!modelled) {
      return new Trust(Verdict.NONE, Double.NaN, Double.NaN, 0, false);
    }
    Optional<ForecastCheck> due =
        check
            .filter(each -> each.days() >= LEAST_DAYS)
            .filter(each -> !Double.isNaN(each.total().bias()));
    if (due.isPresent()) {
      ForecastCheck said = due.get();
      return of(said.total().bias(), Calibration.order(said.deciles()), said.days(), true);
    }
    Trust worst = new Trust(Verdict.UNKNOWN, Double.NaN, Double.NaN, 0, false);
    for (RunDocument.Past past : pasts) {
      if (Double.isNaN(worst.bias()) || Math.abs(past.bias()) > Math.abs(worst.bias())) {
        worst = of(past.bias(), order(past), past.days(), false);
      }
    }
    return worst;
  }

  private static Trust of(double bias, double order, int days, boolean ofRun) {
    double off = Math.abs(bias);
    Verdict verdict =
        off <= CLOSE
            ? Verdict.CLOSE
            : off <= WRONG ? Verdict.FAIR : bias < 0 ? Verdict.LOW : Verdict.HIGH;
    return new Trust(verdict, bias, order, days, ofRun);
  }

  private static double order(RunDocument.Past past) {
    RunDocument.Held held = past.held();
    return held == null ? Double.NaN : Calibration.order(ModelView.groups(held.deciles()));
  }

  /** Returns whether the order of customers can be trusted, if that is known. */
  public Optional<Boolean> isOrdered() {
    return Double.isNaN(order) ? Optional.empty() : Optional.of(order >= ORDERED);
  }
}
