// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** How events name products. */
final class Products {
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);

  private Products() {}

  static Optional<String> id(Fields product) {
    return product
        .text("product_id")
        .or(() -> product.text("productId"))
        .or(() -> product.text("sku"))
        .or(() -> product.text("id"))
        .or(() -> product.text("name"));
  }

  /** How many; 1 if nobody said so. */
  static long quantity(Fields product) {
    return product
        .number("quantity")
        .map(number -> number.min(MOST).setScale(0, RoundingMode.HALF_UP).longValue())
        .filter(number -> number > 0)
        .orElse(1L);
  }
}
