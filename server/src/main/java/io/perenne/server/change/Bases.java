// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.server.live.intake.Json;
import io.perenne.server.reading.LiveValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run knows of people. It is kept with what others know of them, so that the table of the
 * run is not read at midnight, and is read once for many.
 */
final class Bases {
  private static final String CUSTOMER = "customer";
  private static final String NUMBERS = "numbers";

  private final LiveValues values;
  private final RunDocument run;

  Bases(LiveValues values, RunDocument run) {
    this.values = values;
    this.run = run;
  }

  /**
   * What the run knows of somebody.
   *
   * @param customerId the id by which it does
   * @param base what it published
   */
  record Known(String customerId, PurchaseBase base) {
    /** Returns it as JSON. */
    String json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(CUSTOMER, customerId);
      fields.put(
          NUMBERS,
          List.of(
              base.purchaseDays(),
              base.intervalPurchaseDays(),
              base.firstMicros(),
              base.lastMicros(),
              base.gapSum(),
              base.gapCount(),
              base.known(),
              base.spend(),
              base.monetary(),
              base.frequency(),
              base.keptShare(),
              base.priceFactor(),
              base.logGaps()));
      return Json.text(fields);
    }

    /** Returns what {@link #json} wrote. */
    static Known of(String json) {
      Map<String, ?> fields = Json.own(json);
      List<Number> all =
          fields.get(NUMBERS) instanceof List<?> list
              ? list.stream().map(Number.class::cast).toList()
              : List.of();
      return new Known(
          String.valueOf(fields.get(CUSTOMER)),
          new PurchaseBase(
              all.get(0).intValue(),
              all.get(1).intValue(),
              all.get(2).longValue(),
              all.get(3).longValue(),
              all.get(4).longValue(),
              all.get(5).intValue(),
              all.get(6).longValue(),
              all.get(7).longValue(),
              all.get(8).longValue(),
              all.get(9).intValue(),
              all.get(10).doubleValue(),
              all.get(11).doubleValue(),
              all.get(12).doubleValue(),
              Optional.empty()));
    }
  }

  /** Returns what the run knows of people, by their profiles; whom it does not know is left out. */
  Map<String, Known> of(List<Person> people) {
    Map<String, Known> all = new HashMap<>();
    Set<String> asked = new HashSet<>();
    for (Person each : people) {
      if (!isKept(each)) {
        asked.addAll(values.customerIds(each.identifiers()));
      }
    }
    Map<String, PurchaseBase> found = asked.isEmpty() ? Map.of() : values.bases(run, asked);
    for (Person each : people) {
      known(each, found).ifPresent(known -> all.put(each.kept().profile(), known));
    }
    return all;
  }

  private Optional<Known> known(Person person, Map<String, PurchaseBase> found) {
    if (isKept(person)) {
      return person.kept().base().map(Known::of);
    }
    return values.customerIds(person.identifiers()).stream()
        .filter(found::containsKey)
        .map(id -> new Known(id, found.get(id)))
        .findFirst();
  }

  /** It was looked up in the same run by the same ids. */
  private boolean isKept(Person person) {
    return person.kept().run().equals(run.runId()) && person.kept().knownBy().equals(person.ids());
  }
}
