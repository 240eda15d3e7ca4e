// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.column.IdentityColumn.Verdict;
import io.perenne.analytics.ingest.column.IdentityText.Dress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTextTest {

  private static Verdict verdict(String... ids) {
    IdentityColumn column = new IdentityColumn();
    for (String id : ids) {
      column.add(id);
    }
    return column.verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "17850, PLAIN, 17850",
    "0, PLAIN, 0",
    "000017, ZEROS_IN_FRONT, 000017",
    "17850.0, ZERO_DECIMALS, 17850",
    "'17850,00', ZERO_DECIMALS, 17850",
    "1.785E4, EXPONENT, 17850",
    "'4,5E+12', EXPONENT, 4500000000000",
    "17.5, FRACTION, 17.5",
    "1.000, FRACTION, 1.000",
    "C17850, TEXT, C17850",
    "ana@example.com, TEXT, ana@example.com",
    "12E, TEXT, 12E"
  })
  void id_hasADressAndACanonicalForm(String id, Dress dress, String canonical) {
    assertThat(IdentityText.dress(id)).isEqualTo(dress);
    assertThat(IdentityText.canonical(id)).isEqualTo(canonical);
  }

  @Test
  void whatKeepsAnIdFromBeingANumber_isDropped() {
    assertThat(IdentityText.canonical("'7210448301122")).isEqualTo("7210448301122");
    assertThat(IdentityText.canonical(" =\"00017\" ")).isEqualTo("00017");
    assertThat(IdentityText.canonical("'quoted'")).isEqualTo("'quoted'");
  }

  @Property
  void integer_isItselfInEveryDress(@ForAll @LongRange(min = 0, max = 1L << 52) long id) {
    String digits = Long.toString(id);

    assertThat(IdentityText.canonical(digits)).isEqualTo(digits);
    assertThat(IdentityText.canonical(digits + ".0")).isEqualTo(digits);
    assertThat(IdentityText.canonical("'" + digits)).isEqualTo(digits);
    assertThat(IdentityText.canonical(Double.toString((double) id))).isEqualTo(digits);
    assertThat(IdentityText.withoutZeros("000" + digits)).isEqualTo(digits);
  }

  @Property
  void canonicalForm_isItsOwn(@ForAll String id) {
    String canonical = IdentityText.canonical(id);

    assertThat(IdentityText.canonical(canonical)).isEqualTo(IdentityText.canonical(canonical));
    assertThat(IdentityText.dress(canonical)).isNotIn(Dress.ZERO_DECIMALS, Dress.EXPONENT);
  }

  @Property
  void word_isLeftAlone(@ForAll @AlphaChars @NotBlank String word) {
    assertThat(IdentityText.canonical(word)).isEqualTo(word);
  }

  @Test
  void integersWithAndWithoutDecimals_areOne() {
    assertThat(verdict("20001", "20002.0", "20003")).isEqualTo(Verdict.CANONICAL);
  }

  @Test
  void numbersWithRealDecimals_areNoIntegers() {
    assertThat(verdict("1.0", "1.5", "2.0")).isEqualTo(Verdict.AS_WRITTEN);
    assertThat(verdict("1.000", "1.001")).isEqualTo(Verdict.AS_WRITTEN);
  }

  @Test
  void exponentOfASpreadsheet_isLost() {
    assertThat(verdict("7.2E+12", "ana")).isEqualTo(Verdict.LOST);
    assertThat(verdict("4.50012E+12")).isEqualTo(Verdict.LOST);
  }

  @Test
  void exponentsWithAllDigits_areIntegers() {
    assertThat(verdict("1.7850123E7", "1.785E7", "17850001")).isEqualTo(Verdict.CANONICAL);
  }

  @Test
  void doubleBeyondItsDigits_isLost() {
    assertThat(verdict("4.0000000000000004e+16")).isEqualTo(Verdict.LOST);
  }

  @Test
  void plainIds_areTakenAsWritten() {
    assertThat(verdict("17", "000017", "C9")).isEqualTo(Verdict.AS_WRITTEN);
    assertThat(verdict()).isEqualTo(Verdict.AS_WRITTEN);
  }

  @Property
  void verdict_doesNotDependOnTheOrderOfIds(@ForAll Random random) {
    List<String> ids =
        new ArrayList<>(List.of("17", "18.0", "1.9E1", "4.00012345E8", "x", "7.2E+12"));
    String[] before = ids.toArray(new String[0]);
    Collections.shuffle(ids, random);

    assertThat(verdict(ids.toArray(new String[0]))).isEqualTo(verdict(before));
  }

  @Test
  void match_isAsLooseAsItMustBe() {
    assertThat(new IdentityMatch(10, 9, 9, 9, 0, 0).how()).isEqualTo(IdentityMatch.How.AS_WRITTEN);
    assertThat(new IdentityMatch(10, 0, 9, 9, 0, 0).how())
        .isEqualTo(IdentityMatch.How.WITHOUT_ZEROS);
    assertThat(new IdentityMatch(10, 0, 0, 9, 0, 0).how())
        .isEqualTo(IdentityMatch.How.WITHOUT_CASE);
    assertThat(new IdentityMatch(10, 0, 0, 0, 0, 0).how()).isEqualTo(IdentityMatch.How.NONE);
  }

  @Test
  void match_takesNoTwoIdsOfOneTableForOne() {
    IdentityMatch match = new IdentityMatch(10, 4, 9, 9, 2, 2);

    assertThat(match.how()).isEqualTo(IdentityMatch.How.AS_WRITTEN);
    assertThat(match.found()).isEqualTo(4);
    assertThat(match.isPoor()).isFalse();
  }
}
