// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RefundLinksTest {

  private final RefundLinks links = new RefundLinks();

  @Test
  void refund_givesBackTheLatestEarlierTicketOfItsAmount() {
    int first = links.add(1, 500, 0);
    int second = links.add(2, 500, 0);
    int refund = links.add(3, -500, 0);
    int later = links.add(4, 500, 0);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(second);
    assertThat(links.amount(second)).isZero();
    assertThat(links.amount(refund)).isZero();
    assertThat(links.amount(first)).isEqualTo(500);
    assertThat(links.amount(later)).isEqualTo(500);
    assertThat(links.linkedByAmount()).isEqualTo(1);
  }

  @Test
  void orderOfAdding_doesNotMatter() {
    int refund = links.add(3, -500, 0);
    int purchase = links.add(1, 500, 0);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(purchase);
  }

  @Test
  void refundOfTheSameInstant_givesBackItsPurchase() {
    int refund = links.add(7, -500, 0);
    int purchase = links.add(7, 500, 0);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(purchase);
  }

  @Test
  void refundBeforeEveryPurchase_staysUnlinked() {
    int refund = links.add(1, -500, 0);
    links.add(2, 500, 0);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(-1);
    assertThat(links.amount(refund)).isEqualTo(-500);
    assertThat(links.unlinked()).isEqualTo(1);
  }

  @Test
  void ticket_isGivenBackOnce() {
    links.add(1, 500, 0);
    links.add(2, -500, 0);
    int second = links.add(3, -500, 0);

    links.link();

    assertThat(links.purchaseOf(second)).isEqualTo(-1);
    assertThat(links.linkedByAmount()).isEqualTo(1);
    assertThat(links.unlinked()).isEqualTo(1);
  }

  @Test
  void refundOfOneLine_isTakenOffTheLatestTicketThatHasTheLine() {
    int order = links.add(1, 1_200, 0);
    links.addLine(order, 11);
    links.addLine(order, 12);
    int other = links.add(2, 700, 0);
    links.addLine(other, 13);
    int refund = links.add(3, -450, 0);
    links.addLine(refund, 12);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(order);
    assertThat(links.amount(order)).isEqualTo(750);
    assertThat(links.linkedByLines()).isEqualTo(1);
  }

  @Test
  void line_isGivenBackOnce() {
    int order = links.add(1, 1_200, 0);
    links.addLine(order, 12);
    int first = links.add(2, -450, 0);
    links.addLine(first, 12);
    int second = links.add(3, -450, 0);
    links.addLine(second, 12);

    links.link();

    assertThat(links.purchaseOf(second)).isEqualTo(-1);
    assertThat(links.amount(order)).isEqualTo(750);
  }

  @Test
  void whatIsLeftAfterALine_canBeGivenBackByItsAmount() {
    int order = links.add(1, 1_200, 0);
    links.addLine(order, 12);
    int line = links.add(2, -450, 0);
    links.addLine(line, 12);
    int rest = links.add(3, -750, 0);

    links.link();

    assertThat(links.purchaseOf(rest)).isEqualTo(order);
    assertThat(links.amount(order)).isZero();
  }

  @Test
  void refundLargerThanTheTicketOfItsLines_staysUnlinked() {
    int order = links.add(1, 300, 0);
    links.addLine(order, 12);
    int refund = links.add(2, -450, 0);
    links.addLine(refund, 12);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(-1);
  }

  @Test
  void refundThatThePurchaseTellsItself_isTakenOffOnce() {
    int refunded = links.add(1, 12_000, 12_000);
    int alike = links.add(2, 12_000, 0);
    int row = links.add(3, -12_000, 0);

    links.link();

    assertThat(links.purchaseOf(row)).isEqualTo(refunded);
    assertThat(links.amount(refunded)).isZero();
    assertThat(links.amount(alike)).isEqualTo(12_000);
    assertThat(links.alreadyKnown()).isEqualTo(1);
  }

  @Test
  void partThatThePurchaseTellsItself_isTakenOffOnce() {
    int purchase = links.add(1, 8_000, 3_000);
    links.add(2, -3_000, 0);

    links.link();

    assertThat(links.amount(purchase)).isEqualTo(5_000);
  }

  @Test
  void nextCustomer_knowsNothingOfTheLast() {
    links.add(1, 500, 0);
    links.clear();
    int refund = links.add(2, -500, 0);

    links.link();

    assertThat(links.purchaseOf(refund)).isEqualTo(-1);
    assertThat(links.size()).isEqualTo(1);
  }

  @Test
  void moreGivenBackThanBought_isAMistake() {
    assertThatThrownBy(() -> links.add(1, 500, 501)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> links.add(1, -500, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orderWithBothKindsOfRefund_losesTheLarger() {
    assertThat(RefundLinks.net(700, 700, 700)).isZero();
    assertThat(RefundLinks.net(700, 0, 300)).isEqualTo(400);
    assertThat(RefundLinks.net(700, 200, 300)).isEqualTo(400);
  }

  @Provide
  Arbitrary<List<Integer>> amounts() {
    return Arbitraries.integers().between(-4, 6).filter(a -> a != 0).list().ofMaxSize(60);
  }

  @Property
  void money_isTheSameBeforeAndAfter(@ForAll("amounts") List<Integer> amounts) {
    links.clear();
    for (int i = 0; i < amounts.size(); i++) {
      int ticket = links.add(i / 2, amounts.get(i), 0);
      links.addLine(ticket, Math.abs(amounts.get(i)) % 3);
    }

    links.link();

    long after = 0;
    for (int i = 0; i < links.size(); i++) {
      after += links.amount(i);
      boolean refund = amounts.get(i) < 0;
      assertThat(links.amount(i))
          .isBetween(Math.min(0, amounts.get(i)) + 0L, Math.max(0, amounts.get(i)) + 0L);
      assertThat(links.purchaseOf(i) >= 0).isEqualTo(refund && links.amount(i) == 0);
    }
    assertThat(after).isEqualTo(amounts.stream().mapToLong(Integer::longValue).sum());
    assertThat(links.linkedByAmount() + links.linkedByLines() + links.unlinked())
        .isEqualTo((int) amounts.stream().filter(a -> a < 0).count());
  }

  @Test
  void manyTickets_areAllLookedAt() {
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      int ticket = links.add(i, i % 3 == 2 ? -100 - i % 7 : 100 + i % 7, 0);
      links.addLine(ticket, i % 5);
    }

    links.link();

    assertThat(links.linkedByAmount() + links.linkedByLines() + links.unlinked()).isEqualTo(n / 3);
  }
}
