// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
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
  private static final int MANY = 5;
  private static final List<String> ORDER_WORDS =
      List.of(
          "order",
          "pedido",
          "invoice",
          "factura",
          "ticket",
          "commande",
          "facture",
          "bestell",
          "auftrag",
          "rechnung",
          "beleg",
          "ordine",
          "fattura",
          "scontrino",
          "encomenda",
          "fatura");
  private static final List<String> LINE_WORDS =
      List.of("line", "ligne", "position", "riga", "linha", "item", "articulo");
  private static final Pattern DECIMALS = Pattern.compile("[.,](\\d?[1-9]|[1-9]\\d?)\\D*$");

  private final TransactionFile file;
  private final Set<String> nullTexts;
  private final String reporting;

  /** With the ISO code of the currency of the report; empty if unknown. */
  SampleCheck(TransactionFile file, Set<String> nullTexts, String reporting) {
    this.file = file;
    this.nullTexts = nullTexts;
    this.reporting = reporting;
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
                  Texts.message("problem.amounts.cents", found.column(), value, found.field()));
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
          Texts.message(
              "problem.ids.shortened",
              found.column(),
              ids.example(IdentityText.Dress.EXPONENT)
                  .<Object>map(example -> example)
                  .orElseGet(() -> Texts.message("problem.ids.exponents"))));
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
          Texts.message(
              "problem.amounts.currencies", found.column(), String.join(", ", examples.values())));
    }
    examples.values().forEach(example -> requireReporting(found, example));
  }

  /** Money cannot be taken for another currency than its sign says. */
  private void requireReporting(FieldMapping found, String example) {
    MoneyText.parse(example)
        .flatMap(money -> money.currency(reporting))
        .filter(own -> !reporting.isEmpty() && !own.equals(reporting))
        .ifPresent(
            own -> {
              throw InputException.of(
                  file.table().path(),
                  Texts.message(
                      "problem.amounts.other-currency", found.column(), example, reporting, own));
            });
  }

  /**
   * Whether the amount of each row is the total of its order: as the format says, or because it is
   * the same on all rows of each order and its name says so, or many orders of different products
   * show it.
   */
  boolean repeatsOrderTotal() {
    if (file.profile().isPresent()) {
      return file.profile().get().amounts() == Profile.AmountScope.EACH_ROW;
    }
    if (!file.has("order") || !file.has("amount")) {
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
    boolean several = orders.size() >= ORDERS && totals.size() >= ORDERS;
    boolean many = orders.size() >= MANY && totals.size() >= MANY && differ(orders, "product");
    return several && (saysOrder(amount.column()) || many);
  }

  /** Whether the rows of each order have different values in a field. */
  private boolean differ(Map<String, List<List<String>>> orders, String field) {
    return file.find(field)
        .map(FieldMapping::index)
        .filter(
            index ->
                orders.values().stream()
                    .allMatch(
                        rows -> rows.stream().map(row -> row.get(index)).distinct().count() > 1))
        .isPresent();
  }

  private static boolean saysOrder(String column) {
    String name = ColumnName.normal(column);
    return name.contains("grandtotal")
        || (ORDER_WORDS.stream().anyMatch(name::contains)
            && LINE_WORDS.stream().noneMatch(name::contains));
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
