// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.IdentityText;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.TransactionFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.pipeline.ColumnOffer;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for columns by which the customers of transactions and CRM would meet, once they do not by
 * their ids: every column of the CRM against all customers, and the columns of the transactions
 * that nothing is read from, by their first values.
 */
final class CrmColumns {
  /** A column is offered if this share of the fewer values is found in it. */
  private static final double ENOUGH = 0.5;

  /** Values of a column of the transactions that are looked up. */
  private static final int SAMPLED = 200;

  private final DuckDb database;
  private final CrmTable crm;
  private final CustomerMatch match;

  /** After {@link CrmJoin#join} with this answer. */
  CrmColumns(DuckDb database, CrmTable crm, CustomerMatch match) {
    this.database = database;
    this.crm = crm;
    this.match = match;
  }

  /** A column of the CRM: its name in the file, and its values as an SQL expression. */
  private record CrmColumn(String name, String value) {}

  /** Returns the columns by which most would meet. */
  Optional<ColumnOffer> best(TransactionFiles transactions) {
    List<ColumnOffer> offers = new ArrayList<>();
    List<CrmColumn> columns = columns();
    for (CrmColumn column : columns) {
      ofCrm(column).ifPresent(offers::add);
    }
    if (offers.isEmpty()) {
      offers.addAll(ofTransactions(transactions, columns));
    }
    return offers.stream()
        .max(
            Comparator.comparingDouble((ColumnOffer offer) -> (double) offer.found() / offer.of())
                .thenComparing(offer -> -offer.mapping().size()));
  }

  private List<CrmColumn> columns() {
    List<CrmColumn> columns = new ArrayList<>();
    column("email").ifPresent(name -> columns.add(new CrmColumn(name, "email")));
    column("contact-id").ifPresent(name -> columns.add(new CrmColumn(name, "contact_id")));
    for (int i = 0; i < crm.columns().size(); i++) {
      columns.add(new CrmColumn(crm.columns().get(i), "attributes[" + (i + 1) + "]"));
    }
    return columns;
  }

  private Optional<String> column(String field) {
    return crm.files().stream()
        .map(InputFile::mapping)
        .flatMap(List::stream)
        .filter(found -> found.field().equals(field))
        .map(FieldMapping::column)
        .findFirst();
  }

  /** A column that many customers share, such as a city, tells nobody apart. */
  private Optional<ColumnOffer> ofCrm(CrmColumn column) {
    return database.queryOne(
        Sql.load(DuckDb.class, "crm_column")
            .with("value", column.value())
            .with("customers", crm.sql()),
        row -> {
          long values = row.getLong(1);
          long found = row.getLong(2);
          long fewer = Math.min(values, match.buyers());
          return 2 * values >= match.crm() && isEnough(found, fewer)
              ? Optional.of(new ColumnOffer(List.of(ofCustomers(column.name())), found, fewer))
              : Optional.empty();
        });
  }

  private static boolean isEnough(long found, long of) {
    return found > 0 && found >= ENOUGH * of;
  }

  private static String ofCustomers(String column) {
    return "customers.customer=" + column;
  }

  private List<ColumnOffer> ofTransactions(TransactionFiles files, List<CrmColumn> columns) {
    TransactionFile first = files.files().get(0);
    Map<Integer, Set<String>> values = values(first);
    if (values.isEmpty()) {
      return List.of();
    }
    String sampled =
        values.entrySet().stream()
            .flatMap(
                column ->
                    column.getValue().stream()
                        .map(value -> "(" + column.getKey() + ", " + Sql.quote(value) + ")"))
            .collect(Collectors.joining(", "));
    List<ColumnOffer> offers = new ArrayList<>();
    List<CrmColumn> keys = new ArrayList<>(List.of(new CrmColumn("", "customer")));
    columns.stream().filter(column -> !column.value().startsWith("attr")).forEach(keys::add);
    for (CrmColumn key : keys) {
      database.scan(
          Sql.load(DuckDb.class, "sampled_values")
              .with("value", key.value())
              .with("customers", crm.sql())
              .with("values", sampled),
          row -> {
            if (isEnough(row.getLong(3), row.getLong(2))) {
              String name = first.table().columns().get(row.getInt(1)).name();
              List<String> mapping = new ArrayList<>(List.of("transactions.customer=" + name));
              if (!key.name().isEmpty()) {
                mapping.add(ofCustomers(key.name()));
              }
              offers.add(new ColumnOffer(mapping, row.getLong(3), row.getLong(2)));
            }
          });
    }
    return offers;
  }

  /**
   * The first values of columns that may tell customers apart: those with about as many values as
   * there are customers in the same rows.
   */
  private static Map<Integer, Set<String>> values(TransactionFile file) {
    TableSample sample = file.table().sample();
    Set<Integer> read =
        file.mapping().stream().map(FieldMapping::index).collect(Collectors.toSet());
    int customers =
        Set.copyOf(sample.values(file.find("customer").orElseThrow().index(), Set.of())).size();
    Map<Integer, Set<String>> columns = new LinkedHashMap<>();
    for (int i = 0; i < sample.columns().size(); i++) {
      Set<String> values = new LinkedHashSet<>();
      sample
          .values(i, Set.of())
          .forEach(value -> values.add(IdentityText.canonical(value).toLowerCase(Locale.ROOT)));
      boolean tells = 2 * values.size() >= customers && values.size() <= 2 * customers;
      if (!read.contains(i) && tells) {
        columns.put(i, values.stream().limit(SAMPLED).collect(Collectors.toSet()));
      }
    }
    return columns;
  }
}
