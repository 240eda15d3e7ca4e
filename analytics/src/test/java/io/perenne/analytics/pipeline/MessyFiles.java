// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.time.LocalDate;
import java.util.SplittableRandom;

/** Transactions as bad exports have them. */
final class MessyFiles {
  private static final String[] STATUSES = {"paid", "Completed", "cancelled", "", "pending"};
  private static final String[] AMOUNTS = {"0", "10", "3.3333", "-5", "0.01", "1250.5", "n/a", ""};
  private static final String[] TIMES = {
    "", "T00:00:00", " 02:30:00", "T23:59:59Z", "T12:00:00+02:00"
  };

  private final SplittableRandom random;
  private final boolean orders;
  private final boolean statuses;
  private final int customers;

  MessyFiles(SplittableRandom random) {
    this.random = random;
    orders = random.nextInt(4) > 0;
    statuses = random.nextBoolean();
    customers = 1 + random.nextInt(40);
  }

  /** Returns a file with so many rows. */
  String rows(int count) {
    StringBuilder csv = new StringBuilder("customer_id,date,amount");
    csv.append(orders ? ",order_id,refund_of" : "").append(statuses ? ",status\n" : "\n");
    for (int i = 0; i < count; i++) {
      row(csv);
    }
    return csv.toString();
  }

  private void row(StringBuilder csv) {
    csv.append(customer()).append(',').append(time()).append(',').append(pick(AMOUNTS));
    if (orders) {
      csv.append(',').append(order()).append(',');
      csv.append(random.nextInt(6) == 0 ? order() : "");
    }
    csv.append(statuses ? "," + pick(STATUSES) : "").append('\n');
  }

  private String customer() {
    String id = random.nextInt(50) == 0 ? "" : "c" + random.nextInt(customers);
    return random.nextInt(30) == 0 ? " " + id + " " : id;
  }

  private String order() {
    return random.nextInt(10) == 0 ? "" : "o" + random.nextInt(120);
  }

  private String time() {
    if (random.nextInt(60) == 0) {
      return "soon";
    }
    return LocalDate.of(2023, 6, 1).plusDays(random.nextInt(700)) + pick(TIMES);
  }

  private String pick(String[] choice) {
    return choice[random.nextInt(choice.length)];
  }
}
