// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.control;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.ArmFigures;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.clv.control.ArmBalance;
import io.perenne.clv.control.ControlShare;
import io.perenne.clv.control.SampleRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of the control group shows.
 *
 * @param run the run
 * @param ratio how many are in it beside its share; absent without a control group
 * @param rows the arms side by side by segment, best first
 * @param all the arms of everybody
 * @param planner what a group of some share would see
 */
public record ControlView(
    RunDocument run, Optional<SampleRatio> ratio, List<Row> rows, Row all, Planner planner) {
  /** A group that sees only effects above this is of little use. */
  private static final double USEFUL = 0.3;

  /** Copies the list. */
  public ControlView {
    rows = List.copyOf(rows);
  }

  /**
   * The arms of some customers.
   *
   * @param segment the id of their segment; empty for everybody
   * @param arms both arms
   * @param balances by lifetime value, money, purchases and silence, in this order
   */
  public record Row(String segment, Arms.Pair arms, List<ArmBalance> balances) {
    /** Copies the list. */
    public Row {
      balances = List.copyOf(balances);
    }

    private static Row of(String segment, Arms.Pair arms) {
      ArmFigures control = arms.control();
      ArmFigures target = arms.target();
      return new Row(
          segment,
          arms,
          List.of(
              balance(control.value(), target.value()),
              balance(control.money(), target.money()),
              balance(control.tickets(), target.tickets()),
              balance(control.silence(), target.silence())));
    }

    private static ArmBalance balance(ArmFigures.Sums control, ArmFigures.Sums target) {
      return new ArmBalance(control.moments(), target.moments());
    }

    /** Returns the part of the customers that is in the control group; NaN without any. */
    public double share() {
      long all = arms.control().customers() + arms.target().customers();
      return all == 0 ? Double.NaN : (double) arms.control().customers() / all;
    }

    /** Returns the worst verdict on a difference. */
    public ArmBalance.Verdict verdict() {
      if (isUnbalanced()) {
        return ArmBalance.Verdict.UNBALANCED;
      }
      if (arms.control().customers() < 2 || arms.target().customers() < 2) {
        return ArmBalance.Verdict.UNKNOWN;
      }
      return balances.stream().anyMatch(each -> each.verdict() == ArmBalance.Verdict.CHANCE)
          ? ArmBalance.Verdict.CHANCE
          : ArmBalance.Verdict.BALANCED;
    }

    /** Returns whether any difference is more than chance leaves. */
    public boolean isUnbalanced() {
      return balances.stream()
          .anyMatch(balance -> balance.verdict() == ArmBalance.Verdict.UNBALANCED);
    }
  }

  static ControlView of(RunDocument run, Arms arms, Planner planner) {
    List<Row> rows = new ArrayList<>();
    arms.segments().forEach((segment, pair) -> rows.add(Row.of(segment, pair)));
    Row all = Row.of("", arms.everybody());
    RunDocument.Control control = run.control();
    Optional<SampleRatio> ratio =
        control == null || rows.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new SampleRatio(
                    all.arms().control().customers(),
                    all.arms().target().customers(),
                    ControlShare.of(control.share())));
    return new ControlView(run, ratio, rows, all, planner);
  }

  /** Returns how many segments have a difference that is more than chance. */
  public long unbalanced() {
    return rows.stream().filter(Row::isUnbalanced).count();
  }

  /** Returns the smallest effect that the group as it is can see, as a share; NaN without one. */
  public double smallestEffect() {
    return ratio
        .map(
            each ->
                planner
                    .spread()
                    .effect(true)
                    .smallestShare((double) each.customers(), each.actualShare()))
        .orElse(Double.NaN);
  }

  /** Returns the name of the text that answers. */
  public String answer() {
    if (ratio.isEmpty()) {
      return "none";
    }
    if (ratio.get().isMismatch()) {
      return "mismatch";
    }
    if (all.isUnbalanced()) {
      return "unbalanced";
    }
    double effect = smallestEffect();
    return Double.isNaN(effect) || Double.isInfinite(effect) || effect > USEFUL ? "weak" : "sound";
  }
}
