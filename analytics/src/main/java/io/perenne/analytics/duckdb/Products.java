// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.meaning.NonProducts;
import io.perenne.analytics.ingest.meaning.NonProducts.ProductMoney;
import io.perenne.analytics.ingest.meaning.NonProducts.Suspects;
import io.perenne.analytics.sql.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Looks for products that are none. A reading of all rows for it is dear, so the first rows decide
 * whether there is anything to look for.
 */
final class Products {
  private static final int FIRST_ROWS = 100_000;

  /** The share of money in the first rows above which all rows are read. */
  private static final BigDecimal WORTH_A_READING = new BigDecimal("0.003");

  private final DuckDb database;

  Products(DuckDb database) {
    this.database = database;
  }

  /** Returns the suspects of transactions; none if no file has products. */
  Optional<Suspects> suspects(TransactionRelation transactions) {
    List<ProductMoney> first = products(transactions, "LIMIT " + FIRST_ROWS);
    if (rows(first) < FIRST_ROWS) {
      return find(first, NonProducts.USUAL_LIMIT);
    }
    return find(first, WORTH_A_READING).isEmpty()
        ? Optional.empty()
        : find(products(transactions, ""), NonProducts.USUAL_LIMIT);
  }

  private static Optional<Suspects> find(List<ProductMoney> products, BigDecimal limit) {
    return NonProducts.find(
        products.stream().filter(product -> !product.product().isBlank()).toList(), limit);
  }

  private static long rows(List<ProductMoney> products) {
    return products.stream().mapToLong(ProductMoney::lines).sum();
  }

  private List<ProductMoney> products(TransactionRelation transactions, String some) {
    return database.query(
        Sql.load(DuckDb.class, "product_money")
            .with("transactions", transactions.rawSql())
            .with("some", some)
            .with("excluded", new TicketQueries(transactions, false).excluded("product")),
        row -> new ProductMoney(row.getString(1), row.getLong(2), row.getBigDecimal(3)));
  }
}
