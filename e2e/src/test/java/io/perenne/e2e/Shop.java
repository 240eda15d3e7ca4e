// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import java.util.List;
import java.util.Map;

/** What every library is told of one person, as in {@code src/test/node/shop.mjs}. */
final class Shop {
  private Shop() {}

  static Map<String, Object> traits(String user) {
    return Map.of("email", user + "@shop.example", "firstName", "Ana", "plan", "gold");
  }

  static Map<String, Object> viewed() {
    return Map.of("product_id", "85123A", "name", "Heart T-light holder");
  }

  static Map<String, Object> bought(String order) {
    return Map.of(
        "order_id",
        order,
        "revenue",
        59.97,
        "tax",
        12.59,
        "shipping",
        4.9,
        "total",
        77.46,
        "currency",
        "EUR",
        "products",
        List.of(
            Map.of(
                "product_id",
                "85123A",
                "name",
                "Heart T-light holder",
                "price",
                19.99,
                "quantity",
                3)));
  }
}
