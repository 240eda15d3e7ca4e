// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.decision.Contact;
import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventReader;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.journey.Customer;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Prospects;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.PurchaseFigures;
import io.perenne.engage.profile.Standing;
import io.perenne.engage.profile.Valuation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A customer of a run in the days after it. Purchases are drawn one after the other, each from what
 * the models of the run say of the next one, given all before it.
 */
final class RehearsedPerson {
  private static final double UNITS = 10_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final LiveValue live;
  private final Optional<PurchaseBase> base;
  private final SplittableRandom random;
  private final boolean buys;
  private final List<Contact> contacts = new ArrayList<>();

  private ProfileState state = ProfileState.empty();
  private LiveValue.Course course;
  private Customer customer;
  private Optional<Segment> lastNight;
  private @Nullable LocalDate next;
  private int purchases;

  /**
   * Takes a customer as a run has them.
   *
   * @param base what the run published of the purchases; empty if there are none
   * @param before the segment that is taken for that of the run before
   * @param buys whether the person buys at all
   */
  RehearsedPerson(
      Customer customer,
      Optional<Segment> before,
      Optional<PurchaseBase> base,
      LiveValue live,
      boolean buys,
      long seed) {
    this.customer = customer;
    this.base = base;
    this.live = live;
    this.buys = buys;
    course = live.course(state, base);
    lastNight = before;
    random = new SplittableRandom(seed * 31 + hash(customer.person()));
  }

  static long hash(String text) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  Customer customer() {
    return customer;
  }

  List<Contact> contacts() {
    return contacts;
  }

  int purchases() {
    return purchases;
  }

  /** Returns the segment of the night before, and remembers that of this one. */
  Optional<Segment> night() {
    Optional<Segment> before = lastNight;
    lastNight = customer.segment();
    return before;
  }

  boolean buysOn(LocalDate day) {
    return day.equals(next);
  }

  /**
   * Draws the day of the next purchase: the first by whose end it is as probable as a number drawn
   * from [0, 1).
   *
   * @param after the day after which
   * @param last no later day matters
   */
  void draw(LocalDate after, LocalDate last) {
    next = null;
    int most = Math.toIntExact(last.toEpochDay() - after.toEpochDay());
    if (!buys || most < 1) {
      return;
    }
    Optional<Prospects> prospects = live.prospects(state, base, endOf(after), 1);
    double drawn = random.nextDouble();
    if (prospects.isEmpty() || prospects.get().probabilityOfPurchase(most) <= drawn) {
      return;
    }
    int low = 0; // not probable enough by then
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (prospects.get().probabilityOfPurchase(middle) > drawn) {
        high = middle;
      } else {
        low = middle;
      }
    }
    next = after.plusDays(high);
  }

  private Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(live.model().zone()).toInstant().minusMillis(1);
  }

  /** Buys for what the models expect. */
  void buy(Instant at) {
    PublishedModel model = live.model();
    double amount = Math.max(0.01, live.expectedTicket(state, base, at));
    Map<String, Object> properties = new HashMap<>();
    properties.put("order_id", "rehearsed-" + purchases);
    properties.put("revenue", Math.round(amount * 100) / 100.0);
    model.currency().ifPresent(code -> properties.put("currency", code));
    Instant received =
        at.isAfter(model.seen().received()) ? at : model.seen().received().plusMillis(1);
    try {
      Event event =
          EventReader.read(
              Fields.of(
                  Map.of(
                      "event",
                      "Order Completed",
                      "userId",
                      customer.person(),
                      "timestamp",
                      at.toString(),
                      "properties",
                      properties)),
              Fields.NONE,
              Optional.of(EventType.TRACK),
              received,
              customer.person() + "-" + purchases);
      state = state.apply(event.kept(Long.MAX_VALUE)); // no run knows of it
      course = live.course(state, base);
    } catch (MalformedEventException e) {
      throw new IllegalStateException(e);
    }
    purchases++;
    look(at);
  }

  /** Values the person at the end of a day. */
  void lookAtEndOf(LocalDate day) {
    if (base.isPresent() || purchases > 0) {
      look(endOf(day));
    }
  }

  private void look(Instant at) {
    Valuation value = course.at(at);
    PurchaseFigures figures = value.purchases();
    Map<String, String> columns = new HashMap<>(customer.columns());
    value
        .silenceDays()
        .ifPresent(
            days -> {
              columns.put("REC_VALUE", money(days));
              columns.put("DIFF_TBP_RECENCY", money(value.timeBetweenPurchases() - days));
            });
    if (value.due().isEmpty()) {
      columns.remove("DIFF_TBP_RECENCY"); // an inactive customer has none
    }
    columns.put("LTV_VALUE", money(value.value()));
    columns.put("FREQ_VALUE", Integer.toString(figures.frequency()));
    double monetary = figures.monetary() / UNITS;
    columns.put("MON_VALUE", money(monetary));
    if (figures.frequency() > 0) {
      columns.put("TICKET_AVG", money(monetary / figures.frequency()));
    } else {
      columns.remove("TICKET_AVG");
    }
    columns.put(RunCustomers.SEGMENT, value.segment().id());
    columns.put(RunCustomers.BAND, value.band().id());
    if (purchases > 0) { // else they are as in the run
      figures.first().map(TIME::format).ifPresent(t -> columns.put("FIRST_TICKET_DATE", t));
      figures.last().map(TIME::format).ifPresent(t -> columns.put("LAST_TICKET_DATE", t));
    }
    if (figures.gapCount() > 0) {
      columns.put("DAYS_BTW_PURCHASE", money((double) figures.gapSum() / figures.gapCount()));
    }
    customer =
        new Customer(
            customer.person(),
            customer.standing(),
            customer.control(),
            customer.openCase(),
            customer.consents(),
            Optional.of(value.segment()),
            Optional.of(value.band()),
            columns,
            facts(value));
  }

  /** Tells rules what the models say of the person: of other events a run knows nothing. */
  private Facts facts(Valuation value) {
    PurchaseFigures figures = value.purchases();
    Optional<Standing.Bought> bought =
        figures.purchaseDays() == 0
            ? Optional.empty()
            : Optional.of(
                new Standing.Bought(
                    figures.purchaseDays(), figures.firstDay(), figures.lastDay(), value.soFar()));
    Standing standing =
        new Standing(
            value.runId(),
            customer.person(),
            Optional.of(value.segment()),
            Optional.of(value.band()),
            value.value(),
            purchases,
            0,
            bought);
    return Facts.of(ProfileState.empty(), List.of(), Optional.of(standing));
  }

  private static String money(double number) {
    return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
