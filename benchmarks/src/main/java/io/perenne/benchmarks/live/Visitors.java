// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import io.perenne.benchmarks.SimulatedCustomers;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * People in a shop: what a tracking library sends of them, all that a browser tells included. One
 * of ten events is an order, one says who somebody is, the others are looks at pages and products.
 * Safe for use by many threads.
 */
final class Visitors {
  private static final int PRODUCTS = 2000;
  private static final String BROWSER =
      "\"library\":{\"name\":\"analytics.js\",\"version\":\"next-1.84.3\"},\"locale\":\"es-ES\","
          + "\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0\"";

  private final int people;
  private final String authorization;
  private final AtomicLong next = new AtomicLong();

  /** Makes people who are known by the customers' ids of a simulation. */
  Visitors(int people, String authorization) {
    this.people = people;
    this.authorization = authorization;
  }

  /** Returns a source of requests of one event each. */
  Supplier<byte[]> singles() {
    SplittableRandom random = new SplittableRandom(next.incrementAndGet());
    return () -> {
      Message message = message(random);
      return Connection.request("POST", "/v1/" + message.type(), authorization, message.json());
    };
  }

  /** Returns a source of requests of some events each. */
  Supplier<byte[]> batches(int size) {
    SplittableRandom random = new SplittableRandom(next.incrementAndGet());
    return () -> {
      StringBuilder body = new StringBuilder("{\"batch\":[");
      for (int i = 0; i < size; i++) {
        body.append(i == 0 ? "" : ",").append(message(random).json());
      }
      return Connection.request("POST", "/v1/batch", authorization, body.append("]}").toString());
    };
  }

  /** Returns a source of questions about one profile each. */
  Supplier<byte[]> questions(String key) {
    SplittableRandom random = new SplittableRandom(next.incrementAndGet());
    return () -> question(key, random.nextInt(people));
  }

  /** Returns a source of questions about each profile, one after the other. */
  Supplier<byte[]> everybody(String key) {
    AtomicLong asked = new AtomicLong();
    return () -> question(key, (int) (asked.getAndIncrement() % people));
  }

  private byte[] question(String key, int person) {
    String path = "/api/v1/profiles/user_id:" + SimulatedCustomers.id(person + 1, people);
    return Connection.request("GET", path, "Bearer " + key, "");
  }

  /** One call of the protocol. */
  private record Message(String type, String json) {}

  private Message message(SplittableRandom random) {
    long number = next.incrementAndGet();
    int person = random.nextInt(people);
    int product = random.nextInt(PRODUCTS);
    String price = 10 + product % 90 + ".50";
    return switch (random.nextInt(20)) {
      case 0, 1 -> {
        String items =
            "\"products\":[{\"product_id\":\"p"
                + product
                + "\",\"price\":"
                + price
                + ",\"quantity\":1}]";
        String order =
            "\"order_id\":\"o" + number + "\",\"revenue\":" + price + ",\"currency\":\"EUR\",";
        yield track("Order Completed", order + items, number, person, product);
      }
      case 2 -> {
        String traits =
            "\"traits\":{\"firstName\":\"Ana\",\"email\":\"a" + person + "@shop.example\"}";
        yield message("identify", traits, number, person, product);
      }
      case 3, 4, 5, 6, 7, 8 -> {
        String page = "\"name\":\"Product\",\"properties\":{\"path\":\"/p/" + product + "\"}";
        yield message("page", page, number, person, product);
      }
      default -> {
        String looked = "\"product_id\":\"p" + product + "\",\"name\":\"Tee\",\"price\":" + price;
        yield track("Product Viewed", looked, number, person, product);
      }
    };
  }

  private Message track(String event, String properties, long number, int person, int product) {
    String what = "\"event\":\"" + event + "\",\"properties\":{" + properties + "}";
    return message("track", what, number, person, product);
  }

  private Message message(String type, String what, long number, int person, int product) {
    String user = SimulatedCustomers.id(person + 1, people);
    String json =
        "{\"messageId\":\"ajs-next-"
            + number
            + "\",\"type\":\""
            + type
            + "\",\"userId\":\""
            + user
            + "\",\"anonymousId\":\"d-"
            + person
            + "\","
            + what
            + ",\"context\":{"
            + BROWSER
            + ",\"page\":{\"path\":\"/p/"
            + product
            + "\",\"url\":\"https://shop.example/p/"
            + product
            + "\",\"title\":\"Tee "
            + product
            + "\"}}}";
    return new Message(type, json);
  }
}
