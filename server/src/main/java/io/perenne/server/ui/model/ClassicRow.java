// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.clv.value.ClassicValue;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The classic formula beside the lifetime value of a run.
 *
 * @param segment the id of the segment; empty for everybody
 * @param customers how many
 * @param classic the formula's parts
 * @param modelled the mean lifetime value of the run
 */
public record ClassicRow(String segment, long customers, ClassicValue classic, double modelled) {
  private static final double ALIKE = 0.1;

  /** Returns a row for each segment whose customers bought in the interval, then everybody. */
  static List<ClassicRow> of(RunDocument run, RunFigures figures) {
    double days = days(run);
    List<ClassicRow> rows = new ArrayList<>();
    List<CustomerGroup> all = new ArrayList<>();
    figures
        .bySegment()
        .forEach(
            (segment, group) ->
                group
                    .classic(days)
                    .ifPresent(
                        classic -> {
                          rows.add(row(segment, group, classic));
                          all.add(group);
                        }));
    CustomerGroup everybody = CustomerGroup.sum(all);
    everybody.classic(days).ifPresent(classic -> rows.add(row("", everybody, classic)));
    return rows;
  }

  private static ClassicRow row(String segment, CustomerGroup group, ClassicValue classic) {
    return new ClassicRow(
        segment, group.customers(), classic, group.meanValue().orElse(Double.NaN));
  }

  /** The days in which the purchases of the interval were made: it may begin before the files. */
  private static double days(RunDocument run) {
    LocalDate first = run.totals().firstPurchase();
    double interval = run.thresholds().intervalDays();
    return first == null
        ? interval
        : Math.min(interval, ChronoUnit.DAYS.between(first, run.referenceDate()) + 1.0);
  }

  /** Returns by which part the formula is above the run; NaN if that is 0. */
  public double difference() {
    return modelled > 0 ? classic.revenue() / modelled - 1 : Double.NaN;
  }

  /** Returns the name of the text that says why they differ. */
  public String why() {
    if (classic.revenue() == 0) {
      return "once";
    }
    double off = difference();
    return Double.isNaN(off) || Math.abs(off) <= ALIKE ? "alike" : off < 0 ? "less" : "more";
  }
}
