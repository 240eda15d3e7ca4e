// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of the input turned out to mean.
 *
 * @param statuses every status, the most money first; empty if there are none
 * @param refunds how refunds found what they give back
 * @param anonymousMoney the money of the rows without customer, refunds taken off
 * @param crm how the customers of transactions and CRM meet; absent without a CRM
 * @param suspiciousIds the customers with more tickets than a person has, the largest first
 * @param nonProducts products that seem to be none, the most money first
 * @param nonProductShare their share of the money
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Findings(
    List<Status> statuses,
    Refunds refunds,
    BigDecimal anonymousMoney,
    @Nullable Crm crm,
    List<SuspiciousId> suspiciousIds,
    List<NonProduct> nonProducts,
    double nonProductShare) {

  /**
   * A status.
   *
   * @param word as it stands in the input, in lower case
   * @param rows how many rows have it
   * @param money the sum of their amounts, each taken without its sign
   * @param meaning {@code counts}, {@code does-not-count}, {@code refunded}, {@code
   *     partly-refunded} or {@code unknown}
   */
  public record Status(String word, long rows, BigDecimal money, String meaning) {}

  /**
   * How many refunds found what they give back, and how.
   *
   * @param named they name their order
   * @param told the status of the order tells of the same money
   * @param byAmount an earlier ticket of the customer has their amount
   * @param byLines an earlier ticket of the customer has their products in their quantities
   * @param unlinked they found nothing: their money goes back on their own date
   */
  public record Refunds(long named, long told, long byAmount, long byLines, long unlinked) {}

  /**
   * How the customers of transactions and CRM meet.
   *
   * @param buyers how many the transactions have
   * @param customers how many the CRM has
   * @param found how many both have
   * @param compared {@code as-written}, {@code without-zeros} or {@code without-case}
   */
  public record Crm(long buyers, long customers, long found, String compared) {}

  /**
   * A customer with more tickets in the interval than a person has.
   *
   * @param share of all tickets
   */
  public record SuspiciousId(String id, long tickets, double share, BigDecimal money) {}

  /** A product that seems to be none. */
  public record NonProduct(String product, long rows, BigDecimal money) {}
}
