// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.Texts;
import io.perenne.analytics.fit.FittedData;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.fit.Purchases;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.pipeline.PurchaseDays;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.pipeline.PurchaseReader;
import io.perenne.analytics.task.Task;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Customers with their opportunities to buy, out of a table of histories or out of transactions.
 *
 * @param rows customers, or groups of customers of one history
 * @param notes what a person should know of them, in sentences
 * @param files where they came from
 */
record Opportunities(List<Row> rows, List<Message> notes, List<FittedData.File> files) {
  private static final List<String> CUSTOMER = List.of("customer", "customer_id", "id");
  private static final List<String> FREQUENCY = List.of("x", "frequency");
  private static final List<String> RECENCY = List.of("t_x", "recency");
  private static final List<String> OPPORTUNITIES =
      List.of("n", "opportunities", "periods", "n_cal");
  private static final List<String> WEIGHT = List.of("customers", "weights", "weight", "count");

  /**
   * A customer, or several of one history.
   *
   * @param customer its id; the line of the file where it has none
   * @param customers how many there are
   */
  record Row(String customer, OpportunityHistory history, int customers) {}

  /** Copies the lists. */
  Opportunities {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    files = List.copyOf(files);
  }

  /**
   * Reads a table of histories.
   *
   * @throws io.perenne.analytics.InputException naming each value that cannot be used
   */
  static Opportunities read(Path file, ReadOptions options) {
    CountTable table = CountTable.read(file, options);
    int frequency = table.require(FREQUENCY);
    int recency = table.require(RECENCY);
    int opportunities = table.require(OPPORTUNITIES);
    OptionalInt customer = table.find(CUSTOMER);
    OptionalInt weight = table.find(WEIGHT);
    List<Row> rows = new ArrayList<>();
    for (CsvRow row : table.rows()) {
      OptionalInt x = table.periods(row, frequency);
      OptionalInt last = table.periods(row, recency);
      OptionalInt n = table.periods(row, opportunities);
      OptionalInt some =
          weight.isPresent() ? table.count(row, weight.getAsInt()) : OptionalInt.of(1);
      if (x.isEmpty() || last.isEmpty() || n.isEmpty() || some.isEmpty()) {
        continue;
      }
      if (x.getAsInt() > last.getAsInt()
          || last.getAsInt() > n.getAsInt()
          || (x.getAsInt() == 0) != (last.getAsInt() == 0)) {
        table.note(
            row,
            x.getAsInt() > last.getAsInt() || x.getAsInt() == 0 ? recency : opportunities,
            Texts.message(
                "problem.period.history",
                "" + x.getAsInt(),
                "" + last.getAsInt(),
                "" + n.getAsInt()),
            Texts.message("problem.period.history.remedy"));
        continue;
      }
      rows.add(
          new Row(
              customer.isPresent() ? table.text(row, customer.getAsInt()) : "" + row.line(),
              new OpportunityHistory(x.getAsInt(), last.getAsInt(), n.getAsInt()),
              some.getAsInt()));
    }
    table.requireSound();
    return new Opportunities(rows, List.of(), List.of(FittedData.File.of(file)));
  }

  /**
   * Reads transactions: the period of the first purchase makes a customer, and each whole period
   * after it is an opportunity.
   */
  static Opportunities read(PurchaseInput input, Period period, LastDay day, Task task) {
    try (PurchaseReader reader = PurchaseReader.open(input, task)) {
      LocalDate until = day.of(reader);
      LocalDate end = period.end(until);
      int last = period.number(until) - (end.equals(until) ? 0 : 1);
      List<Row> rows = new ArrayList<>();
      int[] later = {0};
      Purchases.requireReadable(
          reader.readInOrder(
              until,
              (customer, purchases) -> {
                OpportunityHistory history = history(purchases, period, last);
                if (history == null) {
                  later[0]++;
                } else {
                  rows.add(new Row(customer, history, 1));
                }
              }),
          input);
      return new Opportunities(
          rows, notes(period, until, end, later[0]), Purchases.provenance(reader.files()));
    }
  }

  private static List<Message> notes(Period period, LocalDate until, LocalDate end, int later) {
    if (end.equals(until)) {
      return List.of();
    }
    return List.of(Texts.message("period.left-out." + period, until, later, end));
  }

  /** Returns the history; null if the first purchase is after the last period. */
  private static @Nullable OpportunityHistory history(
      PurchaseDays purchases, Period period, int last) {
    int first = period.number(LocalDate.ofEpochDay(purchases.days()[0]));
    if (first > last) {
      return null;
    }
    int x = 0;
    int recency = 0;
    for (int i = 1; i < purchases.count(); i++) {
      int at = period.number(LocalDate.ofEpochDay(purchases.days()[i]));
      if (at > last) {
        break;
      }
      if (at - first > recency) {
        recency = at - first;
        x++;
      }
    }
    return new OpportunityHistory(x, recency, last - first);
  }
}
