// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TableSample;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Tables that have the columns of purchases and are none: one row per customer with the totals of a
 * lifetime, and prices before a discount that stands beside them as a percentage. What the user has
 * named is taken as they say.
 */
final class OtherTables {
  private static final int FEWEST_CUSTOMERS = 3;

  private static final Set<String> COUNTS_OF_ORDERS =
      Set.of(
          "orderscount",
          "ordercount",
          "totalorders",
          "numorders",
          "nooforders",
          "numberoforders",
          "purchasecount",
          "numberofpurchases",
          "totalpurchases",
          "totalpedidos",
          "numpedidos",
          "npedidos",
          "numerodepedidos",
          "numerodecompras",
          "numcompras",
          "ncompras",
          "totalcompras",
          "nbcommandes",
          "nombredecommandes",
          "nombrecommandes",
          "anzahlbestellungen",
          "bestellanzahl",
          "numeroordini",
          "numerodiordini");

  private static final List<String> ENDS_OF_LIVES =
      List.of(
          "last",
          "latest",
          "first",
          "ultim",
          "primer",
          "dernier",
          "premier",
          "letzt",
          "erstebest",
          "ersterkauf",
          "prim");

  private static final List<String> DISCOUNTS =
      List.of("discount", "descuento", "desconto", "dto", "rabatt", "remise", "sconto");

  private static final List<String> PERCENTAGES =
      List.of("pct", "perc", "porcentaje", "porc", "prozent", "pourcent");

  private final TransactionFile file;
  private final TableSample sample;
  private final Set<String> nullTexts;

  private OtherTables(TransactionFile file, Set<String> nullTexts) {
    this.file = file;
    this.sample = file.table().sample();
    this.nullTexts = nullTexts;
  }

  /**
   * Refuses such tables.
   *
   * @throws InputException with the columns that tell
   */
  static void refuse(TransactionFile file, Set<String> nullTexts) {
    if (file.profile().isEmpty()) {
      OtherTables tables = new OtherTables(file, nullTexts);
      tables.refuseTotalsOfCustomers();
      tables.refusePercentagesOff();
    }
  }

  private void refuseTotalsOfCustomers() {
    FieldMapping time = file.find("time").orElseThrow();
    String named = ColumnName.normal(time.column());
    boolean ends = ENDS_OF_LIVES.stream().anyMatch(named::contains);
    if (!ends || isTold(time) || file.has("product") || !customersDiffer()) {
      return;
    }
    column(name -> COUNTS_OF_ORDERS.contains(ColumnName.normal(name)))
        .ifPresent(
            count -> {
              throw InputException.of(
                  file.table().path(),
                  Texts.message(
                      "problem.table.customers",
                      sample.names().get(count),
                      time.column(),
                      ColumnRecogniser.argument("time", time.column())));
            });
  }

  private boolean customersDiffer() {
    List<String> ids = sample.values(file.find("customer").orElseThrow().index(), nullTexts);
    return ids.size() >= FEWEST_CUSTOMERS && new HashSet<>(ids).size() == ids.size();
  }

  private void refusePercentagesOff() {
    if (!file.multiplies() || file.find("price").filter(OtherTables::isTold).isPresent()) {
      return;
    }
    String price = file.find("price").orElseThrow().column();
    column(OtherTables::saysPercentageOff)
        .filter(index -> sample.values(index, nullTexts).stream().anyMatch(OtherTables::isNotZero))
        .ifPresent(
            index -> {
              throw InputException.of(
                  file.table().path(),
                  Texts.message(
                      "problem.table.percentage",
                      sample.names().get(index),
                      price,
                      ColumnRecogniser.argument("price", price)));
            });
  }

  private static boolean saysPercentageOff(String column) {
    String name = ColumnName.normal(column);
    return DISCOUNTS.stream().anyMatch(name::contains)
        && (column.indexOf('%') >= 0 || PERCENTAGES.stream().anyMatch(name::contains));
  }

  private static boolean isNotZero(String value) {
    return value.toLowerCase(Locale.ROOT).matches(".*[1-9].*");
  }

  private Optional<Integer> column(Predicate<String> named) {
    return IntStream.range(0, sample.columns().size())
        .filter(index -> named.test(sample.names().get(index)))
        .filter(index -> file.mapping().stream().noneMatch(found -> found.index() == index))
        .boxed()
        .findFirst();
  }

  private static boolean isTold(FieldMapping found) {
    return found.why().key().equals("column.as-told");
  }
}
