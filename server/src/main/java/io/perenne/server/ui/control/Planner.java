// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.control;

import io.perenne.analytics.pipeline.QuarterSpread;
import io.perenne.clv.control.DetectableEffect;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a control group of some share would see, among some customers.
 *
 * @param segment the id of the segment planned for; empty for everybody
 * @param spread how much their spending varies
 * @param share the share asked about, in (0, 0.5]
 * @param wanted the effect asked about as a share of spending, above 0; NaN if none was
 */
public record Planner(String segment, QuarterSpread spread, double share, double wanted) {
  /** The shares that are always shown. */
  private static final double[] USUAL = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5};

  /**
   * A share and what it sees.
   *
   * @param control how many customers are then in the control group
   * @param plain the smallest effect where the arms are compared as they are
   * @param adjusted the smallest where what each bought before is taken into account
   * @param money that effect in the money of one customer in 90 days
   */
  public record Line(double share, double control, double plain, double adjusted, double money) {}

  /** Returns whether anything was spent in the last 90 days, so that something can be planned. */
  public boolean isPossible() {
    return spread.customers() > 0 && spread.effect(false).mean() > 0;
  }

  /** Returns a share and what it sees. */
  public Line line(double share) {
    DetectableEffect adjusted = spread.effect(true);
    double customers = spread.customers();
    return new Line(
        share,
        Math.rint(customers * share),
        spread.effect(false).smallestShare(customers, share),
        adjusted.smallestShare(customers, share),
        adjusted.smallest(customers, share));
  }

  /** Returns the usual shares, with the one asked about among them. */
  public List<Line> lines() {
    return DoubleStream.concat(DoubleStream.of(USUAL), DoubleStream.of(share))
        .distinct()
        .sorted()
        .mapToObj(this::line)
        .toList();
  }

  /** Returns the share that sees the effect asked about; NaN if not even one half does. */
  public double shareForWanted() {
    return wanted > 0
        ? spread.effect(true).shareFor((double) spread.customers(), wanted)
        : Double.NaN;
  }

  /** Returns how many customers it takes to see the effect asked about with the share. */
  public double customersForWanted() {
    return wanted > 0 ? spread.effect(true).customersFor(share, wanted) : Double.NaN;
  }
}
