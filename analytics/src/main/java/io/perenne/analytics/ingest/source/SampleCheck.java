// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.IdentityColumn;
import io.perenne.analytics.ingest.column.IdentityText;
import io.perenne.analytics.ingest.column.MoneyText;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the first rows of a file tell about ids and amounts that no single value tells. */
final class SampleCheck {

  private static final int ORDERS = 2;
  private static final Pattern DECIMALS = Pattern.compile("[.,](\\d?[1-9]|[1-9]\\d?)\\D*$");

  private final TransactionFile file;
  private final Set<String> nullTexts;

  SampleCheck(TransactionFile file, Set<String> nullTexts) {
    this.file = file;
    this.nullTexts = nullTexts;
  }

  /**
   * Refuses ids whose digits a spreadsheet has cut off, amounts in several currencies, and cents
   * with decimals.
   *
   * @throws InputException with the column and values
   */
  void requireReadable() {
    for (String field : List.of("customer", "order")) {
      file.find(field).ifPresent(found -> requireWholeIds(file.table(), found, nullTexts));
    }
    if (!file.has("currency")) {
      file.find("amount").or(() -> file.find("price")).ifPresent(this::requireOneCurrency);
    }
    file.mapping().stream().filter(TransactionFile::inMinorUnits).forEach(this::requireWholeUnits);
  }

  /** A column cannot be named for cents and hold euros. */
  private void requireWholeUnits(FieldMapping found) {
    values(found).stream()
        .filter(value -> DECIMALS.matcher(value).find())
        .findFirst()
        .ifPresent(
            value -> {
              throw InputException.of(
                  file.table().path(),
                  "column "
                      + found.column()
                      + " is named for the smallest unit of the currency, but "
                      + value
                      + " has decimals; name another column with --map "
                      + found.field()
                      + "=COLUMN, or rename this one");
            });
  }

  private List<String> values(FieldMapping found) {
    return file.table().sample().values(found.index(), nullTexts);
  }

  /**
   * Refuses ids whose digits a spreadsheet has cut off.
   *
   * @throws InputException with the column and an id
   */
  static void requireWholeIds(TableFile table, FieldMapping found, Set<String> nullTexts) {
    if (!table.columns().get(found.index()).isText()) {
      return;
    }
    IdentityColumn ids = new IdentityColumn();
    table.sample().values(found.index(), nullTexts).forEach(ids::add);
    if (ids.verdict() == IdentityColumn.Verdict.LOST) {
      throw InputException.of(
          table.path(),
          "column "
              + found.column()
              + ": a spreadsheet has shortened ids to "
              + ids.example(IdentityText.Dress.EXPONENT).orElse("exponents")
              + ", so that different ones are the same; export it again and do not open it in a"
              + " spreadsheet");
    }
  }

  private void requireOneCurrency(FieldMapping found) {
    Map<String, String> examples = new TreeMap<>();
    for (String value : values(found)) {
      MoneyText.parse(value)
          .filter(money -> !money.currency().isEmpty())
          .ifPresent(money -> examples.putIfAbsent(money.currency(), value));
    }
    if (examples.size() > 1) {
      throw InputException.of(
          file.table().path(),
          "column "
              + found.column()
              + ": amounts in several currencies, "
              + String.join(", ", examples.values())
              + "; put the currency into a column of its own, and give exchange-rates");
    }
  }

  /**
   * Whether the amount of each row is the total of its order: as the format says, or because it is
   * the same on all rows of each order and its name says so beside the price of a line.
   */
  boolean repeatsOrderTotal() {
    if (file.profile().isPresent()) {
      return file.profile().get().amounts() == Profile.AmountScope.EACH_ROW;
    }
    if (!file.has("order") || !file.has("amount") || !file.has("price")) {
      return false;
    }
    FieldMapping amount = file.find("amount").orElseThrow();
    Map<String, List<List<String>>> orders = orders(file.find("order").orElseThrow().index());
    orders.values().removeIf(rows -> rows.size() < 2);
    Set<String> totals = new HashSet<>();
    for (List<List<String>> rows : orders.values()) {
      Set<String> values = new HashSet<>();
      rows.forEach(row -> values.add(row.get(amount.index()).strip()));
      if (values.size() > 1) {
        return false;
      }
      totals.addAll(values);
    }
    return orders.size() >= ORDERS && totals.size() >= ORDERS && saysOrder(amount.column());
  }

  private static boolean saysOrder(String column) {
    String name = ColumnName.normal(column);
    boolean order =
        name.contains("order")
            || name.contains("pedido")
            || name.contains("invoice")
            || name.contains("factura")
            || name.contains("ticket");
    return name.contains("grandtotal") || (order && !name.contains("line"));
  }

  private Map<String, List<List<String>>> orders(int order) {
    Map<String, List<List<String>>> orders = new HashMap<>();
    int width = file.table().columns().size();
    for (List<String> row : file.table().sample().rows()) {
      if (row.size() == width && !row.get(order).isBlank()) {
        orders.computeIfAbsent(row.get(order).strip(), key -> new ArrayList<>()).add(row);
      }
    }
    return orders;
  }
}
