// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Sixteen customers with tickets, thresholds and results worked out by hand, read from {@code
 * fixture-16-customers.json}. What lies between tickets and thresholds is derived here in the
 * plainest way, for tests only.
 */
final class Fixture {
  private final JsonNode root;
  private final LocalDate referenceDate;
  private final LocalDate intervalStart;

  private Fixture(JsonNode root) {
    this.root = root;
    JsonNode config = root.get("config");
    referenceDate = LocalDate.parse(config.get("reference_date").asText());
    intervalStart = LocalDate.parse(config.get("interval_start").asText());
  }

  static Fixture read() {
    try (InputStream in = Fixture.class.getResourceAsStream("fixture-16-customers.json")) {
      return new Fixture(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Thresholds thresholds() {
    JsonNode config = root.get("config");
    return new Thresholds(
        config.get("tbp_population").asDouble(),
        config.get("shrinkage_k").asDouble(),
        config.get("outlier_fence").asDouble(),
        config.get("high_threshold").asDouble(),
        config.get("medium_threshold").asDouble(),
        config.get("loyal_min_purchase_days").asInt(),
        config.get("new_window_days").asInt(),
        config.get("new_max_purchase_days").asInt(),
        config.get("at_risk_ratio_first").asDouble(),
        config.get("at_risk_ratio_repeat").asDouble(),
        config.get("dormant_ratio_first").asDouble(),
        config.get("dormant_ratio_repeat").asDouble(),
        config.get("dormant_interval_fraction").asDouble(),
        (int) ChronoUnit.DAYS.between(intervalStart, referenceDate) + 1);
  }

  List<Customer> customers() {
    List<Customer> customers = new ArrayList<>();
    for (JsonNode expected : root.get("expected")) {
      customers.add(customer(expected));
    }
    return customers;
  }

  Customer customer(String id) {
    return customers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private Customer customer(JsonNode expected) {
    String id = expected.get("CustomerId").asText();
    TreeSet<LocalDate> days = new TreeSet<>();
    BigDecimal money = BigDecimal.ZERO;
    for (JsonNode ticket : root.get("tickets").get(id)) {
      LocalDate day = LocalDateTime.parse(ticket.get("local_time").asText()).toLocalDate();
      BigDecimal amount = new BigDecimal(ticket.get("net_amount").asText());
      if (!day.isAfter(referenceDate) && amount.signum() > 0) {
        days.add(day);
        money = money.add(amount);
      }
    }
    if (days.isEmpty()) {
      return new Customer(id, 0, 0, 0, 0, 0, 0, 0, expected);
    }
    TreeSet<LocalDate> window =
        new TreeSet<>(
            days.tailSet(days.last().minusMonths(12), false)); // of 12 months, to the last
    return new Customer(
        id,
        days.tailSet(intervalStart).size(),
        days.size(),
        (int) ChronoUnit.DAYS.between(days.last(), referenceDate),
        (int) ChronoUnit.DAYS.between(days.first(), referenceDate),
        ChronoUnit.DAYS.between(window.first(), window.last()),
        window.size() - 1,
        money.doubleValue(),
        expected);
  }

  record Customer(
      String id,
      long n,
      long nAll,
      int recencyDays,
      int daysSinceFirst,
      long gapSum,
      long gapCount,
      double ltv,
      JsonNode expected) {
    double tbp(Cadence cadence) {
      return cadence.timeBetweenPurchases(gapSum, gapCount);
    }

    CustomerActivity activity(Cadence cadence) {
      return new CustomerActivity(
          n, nAll, recencyDays, daysSinceFirst, tbp(cadence), gapCount, ltv);
    }

    @Override
    public String toString() {
      return id;
    }
  }
}
