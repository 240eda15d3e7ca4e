// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person looked at, searched for, and put into the basket. */
public final class Session {
  /** So many of the last pages are kept. */
  static final int PAGES = 20;

  /** So many of the last searches are kept. */
  static final int SEARCHES = 10;

  /** So many of the last changes of a basket are kept. */
  static final int CHANGES = 100;

  private static final int MOST_LINES = 50;
  private static final int LONGEST = 200;

  static final Session NONE =
      new Session(Recent.none(PAGES), Recent.none(SEARCHES), Recent.none(CHANGES));

  /**
   * A page or screen that was looked at.
   *
   * @param at when
   * @param name of the page; may be empty
   * @param path of its address; may be empty
   */
  public record Page(Instant at, String name, String path) {}

  /**
   * What was searched for.
   *
   * @param at when
   * @param query the words
   */
  public record Search(Instant at, String query) {}

  /**
   * A product in the basket.
   *
   * @param product its id
   * @param name what it is called; may be empty
   * @param quantity how many
   * @param price of one, in units of 1/10,000; 0 if nobody said
   */
  public record Line(String product, String name, long quantity, long price) {}

  /** What happened to a basket. */
  private enum Change {
    ADDED,
    REMOVED,
    SHOWN,
    EMPTIED;

    static Optional<Change> of(String name) {
      return switch (name) {
        case "product added", "added product", "wishlist product added to cart" ->
            Optional.of(ADDED);
        case "product removed", "removed product" -> Optional.of(REMOVED);
        case "cart viewed", "viewed cart", "checkout started", "started order" ->
            Optional.of(SHOWN);
        case "order completed", "completed order" -> Optional.of(EMPTIED);
        default -> Optional.empty();
      };
    }
  }

  private record Step(Change change, List<Line> lines) {}

  private record Visit(String name, String path) {}

  private final Recent<Visit> pages;
  private final Recent<String> searches;
  private final Recent<Step> steps;

  private Session(Recent<Visit> pages, Recent<String> searches, Recent<Step> steps) {
    this.pages = pages;
    this.searches = searches;
    this.steps = steps;
  }

  Session with(Stamp stamp, Event event) {
    if (event.type() == EventType.PAGE || event.type() == EventType.SCREEN) {
      Fields page = event.context().object("page");
      String path = event.properties().text("path").or(() -> page.text("path")).orElse("");
      Visit visit =
          new Visit(Names.shortened(event.name(), LONGEST), Names.shortened(path, LONGEST));
      return new Session(pages.with(stamp, visit), searches, steps);
    }
    String name = Names.of(event);
    if (name.equals("products searched")) {
      String query = event.properties().text("query").orElse("");
      return new Session(pages, searches.with(stamp, Names.shortened(query, LONGEST)), steps);
    }
    return Change.of(name).map(change -> with(stamp, change, event.properties())).orElse(this);
  }

  private Session with(Stamp stamp, Change change, Fields properties) {
    List<Line> lines = new ArrayList<>();
    switch (change) {
      case ADDED, REMOVED -> line(properties).ifPresent(lines::add);
      case SHOWN -> {
        List<Fields> products = properties.objects("products");
        if (products.isEmpty()) {
          return this;
        }
        products.stream().limit(MOST_LINES).forEach(product -> line(product).ifPresent(lines::add));
      }
      case EMPTIED -> {}
    }
    return new Session(pages, searches, steps.with(stamp, new Step(change, List.copyOf(lines))));
  }

  private static Optional<Line> line(Fields product) {
    return Products.id(product)
        .map(
            id ->
                new Line(
                    Names.shortened(id, LONGEST),
                    Names.shortened(product.text("name").orElse(""), LONGEST),
                    Products.quantity(product),
                    product.number("price").map(Money::units).orElse(0L)));
  }

  Session merge(Session other) {
    return new Session(
        pages.merge(other.pages), searches.merge(other.searches), steps.merge(other.steps));
  }

  /** Returns the last pages, the latest first. */
  public List<Page> pages() {
    List<Page> all = new ArrayList<>();
    pages
        .entries()
        .forEach(
            (stamp, visit) -> all.add(0, new Page(stamp.instant(), visit.name(), visit.path())));
    return all;
  }

  /** Returns the last searches, the latest first. */
  public List<Search> searches() {
    List<Search> all = new ArrayList<>();
    searches.entries().forEach((stamp, query) -> all.add(0, new Search(stamp.instant(), query)));
    return all;
  }

  /** Returns what is in the basket, in the order in which it came there. */
  public List<Line> basket() {
    Map<String, Line> basket = new LinkedHashMap<>();
    for (Step step : steps.values()) {
      switch (step.change()) {
        case EMPTIED -> basket.clear();
        case SHOWN -> {
          basket.clear();
          step.lines().forEach(line -> add(basket, line));
        }
        case ADDED -> step.lines().forEach(line -> add(basket, line));
        case REMOVED -> step.lines().forEach(line -> remove(basket, line));
      }
    }
    return List.copyOf(basket.values());
  }

  private static void add(Map<String, Line> basket, Line line) {
    Line before = basket.get(line.product());
    long quantity = line.quantity() + (before == null ? 0 : before.quantity());
    long price = line.price() == 0 && before != null ? before.price() : line.price();
    String name = line.name().isEmpty() && before != null ? before.name() : line.name();
    basket.put(line.product(), new Line(line.product(), name, quantity, price));
  }

  private static void remove(Map<String, Line> basket, Line line) {
    Line before = basket.get(line.product());
    if (before == null) {
      return;
    }
    long left = before.quantity() - line.quantity();
    if (left > 0) {
      basket.put(line.product(), new Line(line.product(), before.name(), left, before.price()));
    } else {
      basket.remove(line.product());
    }
  }

  /** Returns what the basket comes to, in the currency. */
  public BigDecimal basketAmount() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Line line : basket()) {
      sum =
          sum.add(
              BigDecimal.valueOf(line.price(), 4).multiply(BigDecimal.valueOf(line.quantity())));
    }
    return sum;
  }

  Map<String, Object> toFields() {
    return Map.of(
        "pages", pages.toFields(visit -> List.of(visit.name(), visit.path())),
        "searches", searches.toFields(List::of),
        "basket",
            steps.toFields(
                step ->
                    List.of(
                        step.change().name(),
                        step.lines().stream()
                            .map(
                                line ->
                                    List.<Object>of(
                                        line.product(), line.name(), line.quantity(), line.price()))
                            .toList())));
  }

  static Session of(Map<String, ?> stored) {
    return new Session(
        Recent.of(
            PAGES,
            stored.get("pages"),
            list -> new Visit(Stored.text(list, 0), Stored.text(list, 1))),
        Recent.of(SEARCHES, stored.get("searches"), list -> Stored.text(list, 0)),
        Recent.of(CHANGES, stored.get("basket"), Session::step));
  }

  private static Step step(List<?> stored) {
    List<Line> lines = new ArrayList<>();
    for (Object each : Stored.list(Stored.get(stored, 1))) {
      List<?> line = Stored.list(each);
      lines.add(
          new Line(
              Stored.text(line, 0),
              Stored.text(line, 1),
              Stored.number(line, 2),
              Stored.number(line, 3)));
    }
    return new Step(Change.valueOf(Stored.text(stored, 0)), List.copyOf(lines));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Session same
        && pages.equals(same.pages)
        && searches.equals(same.searches)
        && steps.equals(same.steps);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * pages.hashCode() + searches.hashCode()) + steps.hashCode();
  }

  @Override
  public String toString() {
    return "Session" + toFields();
  }
}
