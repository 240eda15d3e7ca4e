// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.meaning.NonProducts;
import io.perenne.analytics.ingest.meaning.SuspiciousIds;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.check.BacktestRow;
import io.perenne.clv.spend.PriceLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The main job on some engine. The engine groups, joins and sorts; every formula is computed by
 * {@code clv}, so two engines cannot disagree.
 */
public interface Pipeline {

  /**
   * Reduces the rows to one purchase history per customer. Files that turn out to be damaged are
   * mended and read again.
   *
   * @throws io.perenne.analytics.InputException if a file cannot be read to its end
   */
  HistoryTable summarize(TransactionTable transactions, ObservationPeriod period);

  /** Returns what is known of the base as a whole. */
  BaseSummary summary(HistoryTable histories);

  /** Returns groups of customer ids that differ only by case, each as a list; at most this many. */
  List<String> idsAlike(HistoryTable histories, int most);

  /** Returns what the ids of customers look like, the most frequent shape first. */
  List<IdShape> idShapes(HistoryTable histories);

  /** Looks at the rows of transactions as they are understood; reads all of them. */
  RowLook look(TransactionTable transactions);

  /** Returns the customers with more tickets than a person has, the largest first. */
  List<SuspiciousIds.Suspicion> suspiciousIds(HistoryTable histories);

  /**
   * Returns the products that seem to be none, if they hold enough money. Of many rows the first
   * decide whether all are looked at.
   */
  Optional<NonProducts.Suspects> nonProducts(TransactionTable transactions);

  /**
   * Returns how the customers of transactions and CRM meet. Where their ids differ by zeros in
   * front or by case only, the CRM calls them as the transactions do from now on.
   */
  CustomerMatch join(HistoryTable histories, CustomerTable customers);

  /**
   * Returns the columns by which more of them would meet, if there are any.
   *
   * @param match what {@link #join} has answered last
   */
  Optional<ColumnOffer> otherColumns(
      CustomerMatch match, TransactionTable transactions, CustomerTable customers);

  /** Returns what the rhythm of the customer base is computed from. */
  CadenceStatistics cadenceStatistics(HistoryTable histories);

  /** Returns the distinct histories of customers who ever bought, with how many share each. */
  HistoryCells historyCells(HistoryTable histories);

  /**
   * Returns the spend statistics of customers who ever bought.
   *
   * @param prices how dear purchases were; they count at the prices of the last day
   */
  SpendCells spendCells(HistoryTable histories, PriceLevel prices);

  /**
   * Returns the purchases of some customers who ever bought, the same ones each time: all, or up to
   * {@code most} chosen by a hash of the id. Money is in the currency, before refunds that do not
   * name their purchase.
   */
  PurchaseLog purchaseSample(HistoryTable histories, int most);

  /** Values every customer. */
  ValueTable value(HistoryTable histories, ValueBasis basis);

  /** Returns what the automatic thresholds are computed from. */
  BuyerStatistics buyerStatistics(ValueTable values, Cadence cadence);

  /** Decides the segment of every customer. */
  SegmentTable segment(ValueTable values, SegmentRules rules);

  /** Returns whether some columns of a table that was kept can be read to their end. */
  boolean canRead(Path table, List<String> columns);

  /** Writes the datamodel as Parquet, and the assignments to the control group. */
  Datamodel publish(SegmentTable segments, Publication publication, Path file);

  /** Returns what the checks of a run and its report are made from. */
  DatamodelSummary summary(Datamodel datamodel);

  /** Writes the contract file: the 25 columns, or those and the extended ones. */
  void export(Datamodel datamodel, ContractFile contract);

  /**
   * Returns what the customers of each segment did later.
   *
   * @param later histories over an interval that begins after the segments' reference date
   */
  List<BacktestRow> future(SegmentTable segments, HistoryTable later);
}
