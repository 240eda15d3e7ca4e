// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words say of a segment is what decides it. */
class RuleInWordsTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void rules_leadEveryCustomerToTheirSegmentAlone(int loyalMin) {
    Thresholds thresholds =
        new Thresholds(60, 2, 5000, 800, 200, loyalMin, 60, 2, 3, 2, 6, 5, 0.75, 365);
    SegmentRules rules = SegmentRules.of(thresholds);
    for (CustomerActivity customer : customers()) {
      List<Segment> led =
          Arrays.stream(Segment.values())
              .filter(segment -> leads(segment, rules, customer))
              .toList();

      assertThat(led).as(customer.toString()).containsExactly(rules.segment(customer));
    }
  }

  private static List<CustomerActivity> customers() {
    List<CustomerActivity> customers = new ArrayList<>();
    for (long n : new long[] {0, 1, 2, 3, 4, 6}) {
      for (long more : new long[] {0, 1, 2}) {
        for (int silence : new int[] {0, 59, 60, 61, 119, 120, 121, 180, 181, 273, 274, 299, 400}) {
          for (double tbp : new double[] {10, 60, 120}) {
            for (double value : new double[] {0, 200, 200.01, 800, 801, 5000, 5001}) {
              long all = n + more;
              int first = silence + (all > 1 ? 30 : 0);
              customers.add(
                  new CustomerActivity(n, all, silence, first, tbp, Math.max(0, all - 1), value));
            }
          }
        }
      }
    }
    return customers;
  }

  private static boolean leads(Segment segment, SegmentRules rules, CustomerActivity customer) {
    boolean bought = customer.purchaseDays() > 0;
    return bought == (segment != Segment.INACTIVE)
        && RuleInWords.ways(segment, rules.thresholds()).stream()
            .anyMatch(way -> way.stream().allMatch(each -> holds(each, rules, customer)));
  }

  private static boolean holds(RuleCondition condition, SegmentRules rules, CustomerActivity c) {
    Thresholds t = rules.thresholds();
    double value = c.lifetimeValue();
    boolean first = c.gapCount() == 0;
    double atRisk =
        (first ? t.atRiskRatioFirst() : t.atRiskRatioLater()) * c.timeBetweenPurchases();
    double longest =
        (first ? t.dormantRatioFirst() : t.dormantRatioLater()) * c.timeBetweenPurchases();
    boolean off = c.recencyDays() > atRisk;
    boolean dormant = c.recencyDays() > longest || (off && c.recencyDays() > 273);
    boolean isNew =
        c.daysSinceFirst() <= t.newWindowDays() && c.purchaseDaysEver() <= t.newMaxPurchaseDays();
    return switch (condition) {
      case NEVER -> c.purchaseDaysEver() == 0;
      case LAPSED -> c.purchaseDaysEver() > 0;
      case NEW -> isNew;
      case NOT_NEW -> !isNew;
      case ON_RHYTHM -> !off;
      case AT_RISK -> off && !dormant;
      case DORMANT -> dormant;
      case ONE -> c.purchaseDaysEver() == 1;
      case REPEATS -> c.purchaseDaysEver() >= 2;
      case LOYAL -> c.purchaseDays() >= t.loyalMinPurchaseDays();
      case NOT_LOYAL -> c.purchaseDaysEver() >= 2 && c.purchaseDays() < t.loyalMinPurchaseDays();
      case ABOVE_FENCE -> value > t.fence();
      case UP_TO_FENCE -> value <= t.fence();
      case HIGH -> value > t.high() && value <= t.fence();
      case MEDIUM -> value > t.medium() && value <= t.high();
      case ABOVE_MEDIUM -> value > t.medium();
      case MEDIUM_OR_HIGH -> value > t.medium() && value <= t.fence();
      case LOW -> value <= t.medium();
    };
  }

  @Test
  void rule_tellsTheNumbersOfTheRun_inBothLanguages() {
    Thresholds thresholds =
        new Thresholds(60, 2, 5000, 800, 200, 4, 60, 2, 3.5, 2.25, 6, 5, 0.75, 365);

    assertThat(words(Segment.LOYAL_AT_RISK, thresholds, Language.EN))
        .containsExactly(
            "loyal: 4 purchase days or more within the 365 days of the interval"
                + " + lifetime value above 200 €"
                + " + off rhythm: silent for more than 2.25 times their time between purchases"
                + " (3.5 without two purchases in a row), yet not dormant",
            "two purchase days or more in all + lifetime value above 5000 €"
                + " + off rhythm: silent for more than 2.25 times their time between purchases"
                + " (3.5 without two purchases in a row), yet not dormant"
                + " + no longer new: first purchase more than 60 days ago,"
                + " or more than 2 purchase days in all");
    assertThat(words(Segment.HIBERNATOR, thresholds, Language.ES).get(0))
        .contains("más de 5 veces", "(6 si aún no", "pasa de 273 días");
    assertThat(words(Segment.INACTIVE, thresholds, Language.ES))
        .containsExactly("compró, pero no en los 365 días del intervalo", "nunca ha comprado");
  }

  private static List<String> words(Segment segment, Thresholds thresholds, Language language) {
    return RuleInWords.of(segment, thresholds, amount -> Math.round(amount) + " €").stream()
        .map(way -> String.join(" + ", way.stream().map(each -> in(each, language)).toList()))
        .toList();
  }

  private static String in(Message message, Language language) {
    return message.in(language);
  }
}
