// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.outcome;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ControlReport;
import io.perenne.analytics.job.ControlReport.Measure;
import io.perenne.clv.control.Lift;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.ReaderNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page shows.
 *
 * @param run the later run
 * @param start the run at the start
 * @param starts the runs that could be at the start
 * @param report both arms
 */
public record OutcomeView(
    RunDocument run, RunDocument start, List<RunDocument> starts, ControlReport report) {
  /** Copies the list. */
  public OutcomeView {
    starts = List.copyOf(starts);
  }

  /** Returns the name of the texts of the verdict. */
  public String verdict() {
    return report.verdict().code();
  }

  /** Returns the difference in money, if there is one to be shown. */
  public Optional<Lift> headline() {
    return report.verdict() == ControlReport.Verdict.MISMATCH
        ? Optional.empty()
        : report.lift(Measure.REVENUE);
  }

  /** Returns the verdict in words. */
  public String answer(Frame frame) {
    String key = "answer." + verdict();
    return headline()
        .map(lift -> frame.text(key, frame.numbers().centsChange(lift.difference())))
        .orElseGet(() -> frame.text(key));
  }

  /** Returns what the verdict means. */
  public String because(Frame frame) {
    ReaderNumbers numbers = frame.numbers();
    String key = "because." + verdict();
    if (report.verdict() == ControlReport.Verdict.MISMATCH) {
      return frame.text(
          key, numbers.count(report.controls()), numbers.decimal(report.ratio().expected()));
    }
    Optional<Lift> headline = headline();
    if (headline.isEmpty() || report.verdict() == ControlReport.Verdict.EARLY) {
      return frame.text(key);
    }
    Lift lift = headline.get();
    String low = numbers.centsChange(lift.low());
    String high = numbers.centsChange(lift.high());
    if (report.verdict() != ControlReport.Verdict.NOT_YET) {
      return frame.text(key, low, high, numbers.moneyChange(lift.total()));
    }
    double customers = Math.ceil(lift.customersToDecide());
    String sentence = frame.text(key, low, high);
    if (Double.isInfinite(customers)) {
      return sentence;
    }
    String needed = numbers.count((long) customers);
    return sentence
        + " "
        + (isTimeEnough()
            ? frame.text("decide.either", needed, (long) Math.ceil(report.daysToDecide() / 7))
            : frame.text("decide.customers", needed));
  }

  /** Returns whether more time, within the plan, decides what is not decided yet. */
  private boolean isTimeEnough() {
    return report.daysToDecide() <= report.planned();
  }

  /**
   * Returns the intervals by segment, those of everybody first, as parts of what control brings.
   */
  public IntervalPlot plot(int width) {
    List<IntervalPlot.Value> values = new ArrayList<>();
    headline().ifPresent(lift -> values.add(IntervalPlot.value("", lift)));
    for (ControlReport.SegmentLine line : report.segments()) {
      Lift lift = line.lift();
      if (lift != null && lift.control() > 0) {
        values.add(IntervalPlot.value(line.segment(), lift));
      }
    }
    return IntervalPlot.of(values, width);
  }

  /** Returns a number of a measure as a reader reads it. */
  public static String shown(ReaderNumbers numbers, Measure measure, double value) {
    return measure.isMoney()
        ? numbers.cents(value)
        : measure == Measure.PURCHASES ? numbers.ratio(value) : numbers.share(value);
  }

  /** Returns a difference in a measure, with its sign; a bar where it has no end. */
  public static String change(ReaderNumbers numbers, Measure measure, double value) {
    if (Double.isInfinite(value)) {
      return ReaderNumbers.ABSENT;
    }
    return measure.isMoney()
        ? numbers.centsChange(value)
        : measure == Measure.PURCHASES ? numbers.ratioChange(value) : numbers.shareChange(value);
  }
}
