// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.movement;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.MoveCause;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.MovementLedger;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the page of movement shows.
 *
 * @param before the earlier run
 * @param now the later run
 * @param runs all runs, the newest first, to choose from
 * @param money whether cells are amounts rather than customers
 * @param matrix who went where
 * @param ledger why the value of the base changed
 * @param causes why customers moved
 */
public record MovementView(
    RunDocument before,
    RunDocument now,
    List<RunDocument> runs,
    boolean money,
    Movement movement,
    MovementMatrix matrix,
    MovementLedger ledger,
    List<MoveCause> causes) {

  /** Below this share of customers who kept their segment, a base is restless. */
  private static final double CALM = 0.7;

  static MovementView of(
      RunDocument before,
      RunDocument now,
      List<RunDocument> runs,
      Movement movement,
      boolean money) {
    return new MovementView(
        before,
        now,
        runs,
        money,
        movement,
        MovementMatrix.of(movement),
        MovementLedger.of(movement),
        MoveCause.of(movement));
  }

  /** Returns the drawing of who went where. */
  public Sankey sankey(int width) {
    return Sankey.of(matrix, money, width);
  }

  /** Returns how many customers are in both runs. */
  public long both() {
    return movement.customers(Movement.Cell::isKnown);
  }

  /** Returns how many changed their value band. */
  public long bandChanged() {
    return movement.customers(cell -> cell.isKnown() && !cell.bandNow().equals(cell.bandBefore()));
  }

  /** Returns whether fewer kept their segment than is usual from one month to the next. */
  public boolean isRestless() {
    return movement.stayShare() < CALM;
  }

  /** Returns whether the later run knows why customers moved, thresholds and settings included. */
  public boolean isCompared() {
    return before.runId().equals(now.previousRun());
  }

  /** Returns whether the configuration changed between the two. */
  public boolean isReconfigured() {
    return !before.configuration().equals(now.configuration());
  }

  /** Returns by how much the value of the base changed. */
  public BigDecimal change() {
    return ledger.total().change();
  }
}
