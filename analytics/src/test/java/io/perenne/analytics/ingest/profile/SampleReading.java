// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.MoneyText;
import io.perenne.analytics.ingest.meaning.AnonymousIds;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.meaning.StatusVocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a small sample by its profile in the plainest way, row by row, to say what money the
 * profile makes of it for each customer; {@code -} is nobody.
 */
final class SampleReading {

  private final Profile profile;
  private final ProfileMatch match;
  private final List<String> names;
  private final StatusVocabulary statuses;
  private final AnonymousIds anonymous;

  SampleReading(ProfileMatch match, List<String> names) {
    this.profile = match.profile();
    this.match = match;
    this.names = names;
    statuses = profile.statuses().vocabulary();
    anonymous = AnonymousIds.usual().and(profile.guests());
  }

  private static final class Order {
    String customer = "";
    final List<BigDecimal> amounts = new ArrayList<>();
    BigDecimal refundRows = BigDecimal.ZERO;
    BigDecimal givenBack = BigDecimal.ZERO;
    boolean counts = true;
    boolean seen;
  }

  Map<String, BigDecimal> read(List<List<String>> rows) {
    Map<String, Order> orders = new LinkedHashMap<>();
    int row = 0;
    for (List<String> cells : rows) {
      row++;
      String id = value("order", cells);
      add(orders.computeIfAbsent(id.isEmpty() ? "row " + row : id, key -> new Order()), cells);
    }
    Map<String, BigDecimal> money = new HashMap<>();
    for (Order order : orders.values()) {
      if (order.counts && order.seen) {
        String customer = order.customer.isEmpty() ? "-" : order.customer;
        money.merge(customer, net(order), BigDecimal::add);
      }
    }
    return money;
  }

  private void add(Order order, List<String> cells) {
    RowTypes.Type type = type(cells);
    if (type == RowTypes.Type.IGNORED) {
      return;
    }
    String customer = customer(cells);
    order.customer = customer.isEmpty() ? order.customer : customer;
    StatusClass status = status(cells);
    boolean blank = value("amount", cells).isBlank();
    if (!status.counts() && status != StatusClass.REFUNDED) {
      // a first row speaks for its order, any other for itself
      order.counts &= profile.amounts() == Profile.AmountScope.ROW || blank;
      return;
    }
    if (blank) {
      return;
    }
    order.seen = true;
    BigDecimal amount = amount(cells);
    if (type == RowTypes.Type.REFUND || amount.signum() < 0) {
      order.refundRows = order.refundRows.add(amount.abs());
      return;
    }
    order.amounts.add(amount);
    BigDecimal back = status == StatusClass.REFUNDED ? amount : number(value("refunded", cells));
    boolean once = profile.amounts() == Profile.AmountScope.EACH_ROW;
    order.givenBack = once ? order.givenBack.max(back) : order.givenBack.add(back);
  }

  private BigDecimal net(Order order) {
    boolean once = profile.amounts() == Profile.AmountScope.EACH_ROW;
    BigDecimal bought =
        order.amounts.stream()
            .reduce(once ? BigDecimal::max : BigDecimal::add)
            .orElse(BigDecimal.ZERO);
    return bought.subtract(order.refundRows.max(order.givenBack));
  }

  private RowTypes.Type type(List<String> cells) {
    return profile
        .rowTypes()
        .column()
        .map(column -> profile.rowTypes().of(cell(column, cells)))
        .orElse(RowTypes.Type.SALE);
  }

  private StatusClass status(List<String> cells) {
    StatusClass all = StatusClass.COUNTS;
    for (String column : profile.statuses().columns()) {
      String word = cell(column, cells);
      all = word.isBlank() ? all : all.and(statuses.classify(word));
    }
    boolean rejected =
        profile.statuses().filled().stream().anyMatch(column -> !cell(column, cells).isBlank());
    return rejected ? StatusClass.DOES_NOT_COUNT : all;
  }

  private String cell(String column, List<String> cells) {
    List<Integer> places =
        new FieldColumns(FieldColumns.Choice.FIRST_PRESENT, List.of(column)).in(names);
    return places.isEmpty() ? "" : cells.get(places.get(0)).strip();
  }

  private String customer(List<String> cells) {
    for (int place : match.places().getOrDefault("customer", List.of())) {
      String id = cells.get(place).strip();
      if (!id.isEmpty() && !anonymous.contains(id)) {
        return id;
      }
    }
    return "";
  }

  private String value(String field, List<String> cells) {
    for (int place : match.places().getOrDefault(field, List.of())) {
      if (!cells.get(place).isBlank()) {
        return cells.get(place).strip();
      }
    }
    return "";
  }

  private BigDecimal amount(List<String> cells) {
    BigDecimal amount = number(value("amount", cells));
    for (String column : profile.less()) {
      amount = amount.subtract(number(cell(column, cells)).abs());
    }
    return amount;
  }

  private static BigDecimal number(String text) {
    if (text.isBlank()) {
      return BigDecimal.ZERO;
    }
    String amount = MoneyText.parse(text).orElseThrow().amount();
    boolean comma = DecimalMark.of(List.of(amount)).orElse(DecimalMark.POINT) == DecimalMark.COMMA;
    String point = comma ? amount.replace(".", "").replace(',', '.') : amount.replace(",", "");
    return new BigDecimal(point);
  }
}
