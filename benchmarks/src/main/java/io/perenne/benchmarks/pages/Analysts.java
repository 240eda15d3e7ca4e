// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.pages;

import io.perenne.benchmarks.SimulatedCustomers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * People who look at pages, one after another, with a time to think in between.
 *
 * @param people how many
 * @param think the longest time one thinks; the mean is half of it
 * @param customers how many customers there are to look for
 */
record Analysts(int people, Duration think, int customers) {
  private static final List<String> SORTS =
      List.of("LTV_VALUE", "MON_VALUE", "FREQ_VALUE", "REC_VALUE", "CustomerId");

  /** A page and what one asks for it with. */
  record View(String page, String path) {}

  /** The next thing somebody wants to know: mostly customers and segments, sometimes the rest. */
  private View next(SplittableRandom random) {
    String segment = "%02d".formatted(1 + random.nextInt(11));
    String customer = SimulatedCustomers.id(1 + random.nextInt(customers), customers);
    String sort = SORTS.get(random.nextInt(SORTS.size()));
    String direction = random.nextBoolean() ? "desc" : "asc";
    return switch (random.nextInt(18)) {
      case 0, 1 -> new View("home", "/");
      case 2 -> new View("segments", "/segments");
      case 3 -> new View("bands", "/segments?by=bands");
      case 4, 5 -> new View("segment", "/segments/" + segment);
      case 6 -> new View("customers", "/customers?sort=" + sort + "&dir=" + direction);
      case 7 ->
          new View(
              "customers of a segment",
              "/customers?segment=" + segment + "&sort=" + sort + "&dir=" + direction);
      case 8 ->
          new View(
              "a later page",
              "/customers?sort=" + sort + "&dir=desc&after=" + random.nextInt(customers));
      case 9 -> new View("search", "/customers?q=person" + (1 + random.nextInt(customers)));
      case 10, 11 -> new View("customer", "/customers/" + customer);
      case 12 -> new View("movement", "/movement");
      case 13 -> new View("movement", "/movement?in=money");
      case 14 -> new View("datamodel preview", "/datamodel/preview");
      case 15 -> new View("model", "/model");
      case 16 -> new View("control group", "/control-group");
      default ->
          random.nextBoolean() ? new View("runs", "/runs") : new View("settings", "/settings");
    };
  }

  /**
   * Lets them look at pages.
   *
   * @param whole whether a page that was asked for is the whole path, else only its name
   * @param most when they stop at the latest
   * @param until when they stop
   */
  PageTimes look(Reader reader, boolean whole, Duration most, BooleanSupplier until)
      throws IOException, InterruptedException {
    PageTimes times = new PageTimes();
    Instant end = Instant.now().plus(most);
    ExecutorService all = Executors.newFixedThreadPool(people);
    List<Future<?>> ends = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      SplittableRandom random = new SplittableRandom(person);
      ends.add(
          all.submit(
              () -> {
                Thread.sleep(random.nextLong(think.toMillis() + 1)); // nobody begins at once
                while (Instant.now().isBefore(end) && !until.getAsBoolean()) {
                  View view = next(random);
                  String path = whole ? view.path() : "/" + Reader.encoded(view.page());
                  long start = System.nanoTime();
                  int size = reader.get(path).length();
                  times.add(view.page(), (System.nanoTime() - start) / 1e6, size);
                  Thread.sleep(random.nextLong(think.toMillis() + 1));
                }
                return null;
              }));
    }
    all.shutdown();
    try {
      for (Future<?> each : ends) {
        each.get();
      }
    } catch (ExecutionException e) {
      all.shutdownNow();
      throw new IOException("a page did not come", e.getCause());
    }
    return times;
  }
}
