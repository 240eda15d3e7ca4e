// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
  /** Loyal from 4 purchase days; bands 200, 800, 5000; ratios 2.5 and 5; cap 273.75 days. */
  private static final Thresholds THRESHOLDS = Fixture.read().thresholds();

  private final Utf8Text text = new Utf8Text();

  // n, nAll, recencyDays, daysSinceFirst, tbp, gapCount, ltv
  private static final String[] CUSTOMERS = {
    "NEVER_BOUGHT | 0, 0, 0, 0, 0, 0, 0"
        + "| Inactivo: nunca ha comprado"
        + "| Inactive: has never bought",
    "LAPSED | 0, 2, 787, 968, 0, 0, 500"
        + "| Inactivo: sin compras en los 365 días del intervalo; 787 días sin comprar"
        + "| Inactive: no purchase in the 365 days of the interval; 787 days without buying",
    "DORMANT | 5, 5, 201, 320, 40, 4, 1000"
        + "| Hibernador: 201 días sin comprar > 5 × TBP 40"
        + "| Hibernator: 201 days without buying > 5 × TBP 40",
    "DORMANT | 1, 1, 324, 324, 60, 0, 50"
        + "| Hibernador: 324 días sin comprar > 273,75 (75 % del intervalo de 365 días)"
        + "| Hibernator: 324 days without buying > 273.75 (75% of the interval of 365 days)",
    "DORMANT | 2, 2, 301, 900, 120, 1, 50"
        + "| Hibernador: 301 días sin comprar > 2,5 × TBP 120"
        + "| Hibernator: 301 days without buying > 2.5 × TBP 120",
    "NEW_OUTLIER | 1, 1, 1, 1, 60, 0, 1234567.5"
        + "| Outlier Superior: primera compra hace 1 día ≤ 60; valor 1.234.567,5 > 5.000 (Outlier Superior)"
        + "| Top Outlier: first purchase 1 day ago ≤ 60; value 1,234,567.5 > 5,000 (Top Outlier)",
    "NEW_CUSTOMER | 1, 1, 25, 25, 60, 0, 80"
        + "| Cliente Reciente: primera compra hace 25 días ≤ 60; 1 día de compra ≤ 2"
        + "| Recent Customer: first purchase 25 days ago ≤ 60; 1 purchase day ≤ 2",
    "ACTIVE_OUTLIER | 12, 12, 15, 350, 35, 11, 6000"
        + "| Outlier Superior: valor 6.000 > 5.000 (Outlier Superior); 15 días sin comprar ≤ 2,5 × TBP 35"
        + "| Top Outlier: value 6,000 > 5,000 (Top Outlier); 15 days without buying ≤ 2.5 × TBP 35",
    "ACTIVE_ONE_PURCHASE | 1, 1, 121, 121, 60, 0, 90"
        + "| Masa de Bajo Valor: un solo día de compra; valor 90 ≤ 200 (Bajo); 121 días sin comprar ≤ 2,5 × TBP 60"
        + "| Low-Value Mass: a single purchase day; value 90 ≤ 200 (Low); 121 days without buying ≤ 2.5 × TBP 60",
    "ACTIVE_LOYAL_HIGH | 6, 6, 10, 310, 60, 5, 1200"
        + "| VIP Leal: 6 días de compra ≥ 4; valor 1.200 > 800 (Alto); 10 días sin comprar ≤ 2,5 × TBP 60"
        + "| Loyal VIP: 6 purchase days ≥ 4; value 1,200 > 800 (High); 10 days without buying ≤ 2.5 × TBP 60",
    "ACTIVE_LOYAL_MEDIUM | 5, 5, 29, 269, 60, 4, 300"
        + "| Leal Notable: 5 días de compra ≥ 4; valor 300 > 200 (Medio); 29 días sin comprar ≤ 2,5 × TBP 60"
        + "| Notable Loyal: 5 purchase days ≥ 4; value 300 > 200 (Medium); 29 days without buying ≤ 2.5 × TBP 60",
    "ACTIVE_VALUE | 1, 3, 1, 600, 83.333333, 2, 300"
        + "| Repetidor de Valor: 1 día de compra < 4 (3 en total); valor 300 > 200 (Medio); 1 día sin comprar ≤ 2,5 × TBP 83,33"
        + "| Value Repeater: 1 purchase day < 4 (3 in all); value 300 > 200 (Medium); 1 day without buying ≤ 2.5 × TBP 83.33",
    "ACTIVE_LOW | 3, 3, 20, 80, 45, 2, 90"
        + "| Repetidor de Bajo Valor: 3 días de compra en total; valor 90 ≤ 200 (Bajo); 20 días sin comprar ≤ 2,5 × TBP 45"
        + "| Low-Value Repeater: 3 purchase days in all; value 90 ≤ 200 (Low); 20 days without buying ≤ 2.5 × TBP 45",
    "AT_RISK_ONE_PURCHASE | 1, 1, 151, 151, 60, 0, 900"
        + "| Masa de Bajo Valor: un solo día de compra; valor 900 > 800 (Alto); 151 días sin comprar > 2,5 × TBP 60"
        + "| Low-Value Mass: a single purchase day; value 900 > 800 (High); 151 days without buying > 2.5 × TBP 60",
    "AT_RISK_LOW | 5, 6, 181, 300, 40, 4, 100"
        + "| Masa de Bajo Valor: 6 días de compra en total; valor 100 ≤ 200 (Bajo); 181 días sin comprar > 2,5 × TBP 40"
        + "| Low-Value Mass: 6 purchase days in all; value 100 ≤ 200 (Low); 181 days without buying > 2.5 × TBP 40",
    // the example in the documentation of Reason
    "AT_RISK_LOYAL | 5, 5, 181, 301, 40, 4, 1000"
        + "| Leal en Riesgo: 5 días de compra ≥ 4; valor 1.000 > 800 (Alto); 181 días sin comprar > 2,5 × TBP 40"
        + "| Loyal at Risk: 5 purchase days ≥ 4; value 1,000 > 800 (High); 181 days without buying > 2.5 × TBP 40",
    "AT_RISK_OUTLIER | 2, 2, 242, 302, 60, 1, 6000"
        + "| Leal en Riesgo: 2 días de compra < 4 (2 en total); valor 6.000 > 5.000 (Outlier Superior); 242 días sin comprar > 2,5 × TBP 60"
        + "| Loyal at Risk: 2 purchase days < 4 (2 in all); value 6,000 > 5,000 (Top Outlier); 242 days without buying > 2.5 × TBP 60",
    "AT_RISK_VALUE | 1, 3, 263, 629, 101, 1, 360"
        + "| Repetidor de Valor en Riesgo: 1 día de compra < 4 (3 en total); valor 360 > 200 (Medio); 263 días sin comprar > 2,5 × TBP 101"
        + "| Value Repeater at Risk: 1 purchase day < 4 (3 in all); value 360 > 200 (Medium); 263 days without buying > 2.5 × TBP 101",
  };

  @Test
  void sentence_ofEveryRuleInBothLanguages() {
    SegmentRules rules = SegmentRules.of(THRESHOLDS);
    Set<DecisionRule> seen = EnumSet.noneOf(DecisionRule.class);
    for (String line : CUSTOMERS) {
      String[] parts = line.split("\\|", -1);
      Customer c = Customer.parse(parts[1]);
      DecisionRule rule = DecisionRule.valueOf(parts[0].trim());
      assertThat(c.decide(rules).rule()).isEqualTo(rule);
      assertThat(c.sentence(rules, Language.ES)).isEqualTo(parts[2].trim());
      assertThat(c.sentence(rules, Language.EN)).isEqualTo(parts[3].trim());
      seen.add(rule);
    }
    assertThat(seen).isEqualTo(EnumSet.allOf(DecisionRule.class));
  }

  // Where two decimals would print "800 > 800" or a false product, more are shown.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2, 2, 10, 300, 60, 1, 800.001 | valor 800,001 > 800 (Alto)",
        "2, 2, 10, 300, 60, 1, 800.004 | valor 800,004 > 800 (Alto)",
        "2, 2, 10, 300, 60, 1, 200.0000004 | valor 200,0000004 > 200 (Medio)",
        "2, 2, 10, 300, 60, 1, 199.9999 | valor 199,9999 ≤ 200 (Bajo)",
        "2, 2, 10, 300, 60, 1, 200 | valor 200 ≤ 200 (Bajo)",
        // 2.5 * 39.996 = 99.99: at two decimals 100 > 2.5 * 40 would be false
        "2, 2, 100, 300, 39.996, 1, 300 | 100 días sin comprar > 2,5 × TBP 39,996",
        // 2.5 * 40.004 = 100.01: rounding keeps this one true
        "2, 2, 100, 300, 40.004, 1, 300 | 100 días sin comprar ≤ 2,5 × TBP 40"
      })
  void sentence_comparisonsReadTrue(String customer, String clause) {
    assertThat(Customer.parse(customer).sentence(SegmentRules.of(THRESHOLDS), Language.ES))
        .contains(clause);
  }

  @Test
  void sentence_withoutGapNamesTheFirstRatio() {
    SegmentRules rules = SegmentRules.of(ThresholdsFixture.ratios(3, 6, 2, 4));

    assertThat(Customer.parse("1, 1, 200, 200, 60, 0, 90").sentence(rules, Language.ES))
        .endsWith("200 días sin comprar > 3 × TBP 60");
    assertThat(Customer.parse("2, 2, 130, 400, 60, 1, 90").sentence(rules, Language.ES))
        .endsWith("130 días sin comprar > 2 × TBP 60");
  }

  @Test
  void sentence_ofTheFixtureBeginsWithItsSegment() {
    SegmentRules rules = SegmentRules.of(THRESHOLDS);
    Reason reason = Reason.of(rules, Language.ES);
    for (Fixture.Customer c : Fixture.read().customers()) {
      String sentence = reason.sentence(rule(rules, c), c.activity(THRESHOLDS.cadence()));
      assertThat(sentence).startsWith(c.expected().get("CLV_SEGMENT").asText() + ": ");
    }
  }

  private static DecisionRule rule(SegmentRules rules, Fixture.Customer c) {
    return rules.decide(c.activity(THRESHOLDS.cadence())).rule();
  }

  // one text for all customers, cleared before each
  @Property
  void append_isTheSentenceInUtf8(
      @ForAll @IntRange(max = 2_000) int n,
      @ForAll @IntRange(max = 2_000) int older,
      @ForAll @IntRange(max = 1_500) int recencyDays,
      @ForAll @IntRange(max = 1_500) int age,
      @ForAll @DoubleRange(min = 0.001, max = 400) @Scale(6) double tbp,
      @ForAll @DoubleRange(max = 10_000_000) @Scale(6) double ltv,
      @ForAll Language language) {
    int all = n + older;
    Customer customer =
        new Customer(
            new CustomerActivity(
                n, all, recencyDays, recencyDays + age, tbp, Math.max(0, all - 1), ltv));
    SegmentRules rules = SegmentRules.of(THRESHOLDS);
    text.clear();
    customer.append(text, rules, language);
    String sentence = customer.sentence(rules, language);

    assertThat(text.toBytes()).isEqualTo(sentence.getBytes(StandardCharsets.UTF_8));
    assertThat(text).hasToString(sentence);
  }

  private record Customer(CustomerActivity activity) {
    static Customer parse(String text) {
      String[] f = text.trim().split(", *", -1);
      return new Customer(
          new CustomerActivity(
              Long.parseLong(f[0]),
              Long.parseLong(f[1]),
              Integer.parseInt(f[2]),
              Integer.parseInt(f[3]),
              Double.parseDouble(f[4]),
              Long.parseLong(f[5]),
              Double.parseDouble(f[6])));
    }

    SegmentDecision decide(SegmentRules rules) {
      return rules.decide(activity);
    }

    void append(Utf8Text text, SegmentRules rules, Language language) {
      Reason.of(rules, language).append(text, decide(rules).rule(), activity);
    }

    String sentence(SegmentRules rules, Language language) {
      return Reason.of(rules, language).sentence(decide(rules).rule(), activity);
    }
  }
}
