// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTextTest {

  @ParameterizedTest
  @CsvSource({
    "€10.00, 10.00, EUR",
    "'US$ 1,000.00', '1,000.00', USD",
    "'JPY 15,000', '15,000', JPY",
    "'61,40 €', '61,40', EUR",
    "'1 134,50 €', '1 134,50', EUR",
    "-€20.00, -20.00, EUR",
    "€-20.00, -20.00, EUR",
    "($33.62), -33.62, $",
    "'45,00-', '-45,00', ''",
    "R$ 99, 99, BRL",
    "'S/ 12.50', 12.50, PEN",
    "12.50, 12.50, ''",
    "CHF 12.50, 12.50, CHF",
    "$ 10.00 USD, 10.00, USD",
    "'199 kr', 199, kr",
    "¥15000, 15000, ¥",
    "'৳2,999', '2,999', BDT"
  })
  void amount_isTakenFromItsCurrency(String text, String amount, String currency) {
    assertThat(MoneyText.parse(text)).contains(new MoneyText(amount, currency));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EUR", "ten", "12 apples", "12.5.XYZ", "(12.50", "€10 £12", "abc 10"})
  void whatIsNoAmount_isNone(String text) {
    assertThat(MoneyText.parse(text)).isEmpty();
  }

  @Test
  void sharedSign_isTheUsualCurrencyIfItHasTheSign() {
    assertThat(new MoneyText("1", "$").currency("CLP")).contains("CLP");
    assertThat(new MoneyText("1", "$").currency("EUR")).contains("USD");
    assertThat(new MoneyText("1", "¥").currency("EUR")).contains("JPY");
    assertThat(new MoneyText("1", "kr").currency("SEK")).contains("SEK");
    assertThat(new MoneyText("1", "kr").currency("EUR")).isEmpty();
    assertThat(new MoneyText("1", "").currency("EUR")).isEmpty();
  }

  @Property
  void plainNumber_staysAsItIs(@ForAll @IntRange(min = -1_000_000, max = 1_000_000) int cents) {
    String text = java.math.BigDecimal.valueOf(cents, 2).toPlainString();

    assertThat(MoneyText.parse(text)).contains(new MoneyText(text, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount_cents",
        "total_in_cents",
        "totalInCents",
        "importe_céntimos",
        "amount minor",
        "price_pence"
      })
  void nameOfMinorUnits_isKnown(String name) {
    assertThat(MinorUnits.named(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amount", "percent", "centre", "incentives", "discount_percentage"})
  void otherName_isNone(String name) {
    assertThat(MinorUnits.named(name)).isFalse();
  }

  @Test
  void minorUnits_dependOnTheCurrency() {
    assertThat(MinorUnits.perUnit("EUR")).isEqualTo(100);
    assertThat(MinorUnits.perUnit("jpy")).isEqualTo(1);
    assertThat(MinorUnits.perUnit("KWD")).isEqualTo(1000);
    assertThat(MinorUnits.perUnit("")).isEqualTo(100);
  }
}
