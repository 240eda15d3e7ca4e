// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cdnow;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendCells;
import java.time.LocalDate;
import java.util.List;

/**
 * CDNOW as counts of histories: the published one in ten of its customers, "sample", and all of
 * them, "master". Its rows are not shipped; see the README beside the counts.
 */
public final class Cdnow {

  /** The end of the 39 weeks of calibration. */
  public static final LocalDate CUT = LocalDate.of(1997, 9, 30);

  /** The end of the 78 weeks of data. */
  public static final LocalDate END = LocalDate.of(1998, 6, 30);

  public static final int HORIZON_DAYS = 273;

  private Cdnow() {}

  /** Returns customers alike until the cut and after it. */
  public static List<CdnowCell> histories(String which) {
    return CountFile.read(which + "_histories").map(CdnowCell::of).toList();
  }

  /** Returns histories until the cut, in units of so many days; the master's without gaps. */
  public static HistoryCells cells(String which, double unit) {
    return cells(histories(which), unit);
  }

  /** Returns the histories of some customers until the cut, in units of so many days. */
  public static HistoryCells cells(List<CdnowCell> customers, double unit) {
    HistoryCells.Builder cells = HistoryCells.builder();
    for (CdnowCell cell : customers) {
      PurchaseHistory h = cell.history(unit);
      cells.add(h.frequency(), h.recency(), h.age(), h.logGapSum(), cell.customers());
    }
    return cells.build();
  }

  /** Returns histories until the end of the data, in days and without gaps. */
  public static List<CdnowCell> historiesOf78Weeks(String which) {
    return CountFile.read(which + "_78_weeks").map(CdnowCell::of).toList();
  }

  /** Returns the values above 0 of the repeat purchases until the cut. */
  public static SpendCells spend(String which) {
    return spendOf(which + "_spend");
  }

  /** Returns the values above 0 of the repeat purchases of the sample until the end of the data. */
  public static SpendCells spendOf78Weeks() {
    return spendOf("sample_spend_78_weeks");
  }

  private static SpendCells spendOf(String file) {
    SpendCells.Builder cells = SpendCells.builder();
    CountFile.read(file)
        .forEach(
            row ->
                cells.add(
                    row.integer("purchases"),
                    row.integer("cents") / 100.0,
                    row.has("log_sum") ? row.decimal("log_sum") : 0,
                    row.integer("customers")));
    return cells.build();
  }

  /**
   * Returns purchases with the statistics of those of CDNOW.
   *
   * <p>Each customer has the frequency, recency, age, product of gaps and spend of repeat purchases
   * of a customer of the sample until the cut, and as many purchases and as much spend after it.
   * The days between, the first value and how spend divides among purchases are made up. Of the
   * master, gaps are even and values not known.
   */
  public static PurchaseLog log(String which) {
    boolean priced = which.equals("sample");
    PurchaseLog.Builder log = priced ? PurchaseLog.builder() : PurchaseLog.withoutValues();
    for (CdnowCell cell : histories(which)) {
      int[] days = cell.days();
      double[] values = priced ? cell.values() : new double[days.length];
      for (int i = 0; i < cell.customers(); i++) {
        log.add(days, values, days.length);
      }
    }
    return log.build();
  }
}
