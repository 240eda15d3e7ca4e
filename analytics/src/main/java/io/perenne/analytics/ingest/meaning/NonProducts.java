// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of a sale that are no product: postage, fees, samples, manual entries. They are named when
 * together they hold more than a hundredth of the money, so that a user may leave them out.
 *
 * <p>A product is compared as a whole, code or description alike: {@code POSTAGE STAMP MUG} is a
 * product. Codes of one or two letters, such as {@code M} for a manual entry, are suspects only
 * where most codes are longer: elsewhere they may be sizes. Discounts are no suspects: they belong
 * to the money of their order.
 */
public final class NonProducts {

  /** The share of the money above which suspects are named. */
  public static final BigDecimal USUAL_LIMIT = new BigDecimal("0.01");

  private static final double MOST = 0.95;
  private static final int SHORT = 2;
  private static final Pattern VOUCHER = Pattern.compile("(?i)gift_\\d+.*");

  private NonProducts() {}

  /**
   * A product and what it brought.
   *
   * @param product its code or name, as it stands in the input
   * @param lines on how many lines it stands
   * @param money the sum of their amounts, each taken without its sign
   */
  public record ProductMoney(String product, long lines, BigDecimal money) {}

  /**
   * Products that seem to be none.
   *
   * @param products the suspects, the most money first
   * @param share their share of all money, between 0 and 1
   */
  public record Suspects(List<ProductMoney> products, double share) {
    /** The setting that leaves them out. */
    public String setting() {
      return "exclude-products="
          + products.stream().map(ProductMoney::product).collect(Collectors.joining(","));
    }
  }

  private static final class Usual {
    static final Map<String, String> KINDS = read();

    private static Map<String, String> read() {
      Map<String, String> kinds = new HashMap<>();
      Words.read("non_products.txt")
          .forEach((kind, words) -> words.forEach(word -> kinds.put(Words.normal(word), kind)));
      return kinds;
    }
  }

  /**
   * What a product is instead of a product: {@code postage}, {@code fee}, {@code sample}, {@code
   * manual}, {@code voucher}; empty if it may be one.
   */
  public static Optional<String> kind(String product) {
    String known = Usual.KINDS.get(Words.normal(product));
    if (known == null && VOUCHER.matcher(product.strip()).matches()) {
      return Optional.of("voucher");
    }
    return Optional.ofNullable(known);
  }

  /**
   * The suspects, if together they hold more than {@code limit} of the money.
   *
   * @param products all products
   */
  public static Optional<Suspects> find(Collection<ProductMoney> products, BigDecimal limit) {
    boolean longCodes = codesAreLong(products);
    List<ProductMoney> suspects =
        products.stream()
            .filter(product -> longCodes || product.product().strip().length() > SHORT)
            .filter(product -> kind(product.product()).isPresent())
            .sorted(
                Comparator.comparing(ProductMoney::money)
                    .reversed()
                    .thenComparing(ProductMoney::product))
            .toList();
    BigDecimal all = sum(products);
    BigDecimal theirs = sum(suspects);
    return theirs.compareTo(all.multiply(limit)) > 0
        ? Optional.of(new Suspects(suspects, theirs.doubleValue() / all.doubleValue()))
        : Optional.empty();
  }

  private static boolean codesAreLong(Collection<ProductMoney> products) {
    long codes =
        products.stream().filter(product -> product.product().strip().length() > SHORT).count();
    return codes >= MOST * products.size();
  }

  private static BigDecimal sum(Collection<ProductMoney> products) {
    return products.stream().map(ProductMoney::money).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
