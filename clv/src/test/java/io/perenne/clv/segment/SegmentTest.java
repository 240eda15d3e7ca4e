// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids and names are a contract with those who read the file. */
class SegmentTest {
  @ParameterizedTest
  @CsvSource({
    "1, 01, top-outlier, Outlier Superior, Top Outlier",
    "2, 02, loyal-vip, VIP Leal, Loyal VIP",
    "3, 03, notable-loyal, Leal Notable, Notable Loyal",
    "4, 04, loyal-at-risk, Leal en Riesgo, Loyal at Risk",
    "5, 05, value-repeater, Repetidor de Valor, Value Repeater",
    "6, 06, value-repeater-at-risk, Repetidor de Valor en Riesgo, Value Repeater at Risk",
    "7, 07, low-value-repeater, Repetidor de Bajo Valor, Low-Value Repeater",
    "8, 08, recent-customer, Cliente Reciente, Recent Customer",
    "9, 09, low-value-mass, Masa de Bajo Valor, Low-Value Mass",
    "10, 10, hibernator, Hibernador, Hibernator",
    "11, 11, inactive, Inactivo, Inactive"
  })
  void segment_namesOfTheContract(int number, String id, String code, String es, String en) {
    Segment segment = Segment.of(number);

    assertThat(segment.number()).isEqualTo(number);
    assertThat(segment.id()).isEqualTo(id);
    assertThat(segment.code()).isEqualTo(code);
    assertThat(segment.label(Language.ES)).isEqualTo(es);
    assertThat(segment.label(Language.EN)).isEqualTo(en);
    assertThat(Segment.find(id)).contains(segment);
    assertThat(Segment.find(code)).contains(segment);
  }

  @ParameterizedTest
  @CsvSource({
    "1, Outlier Superior, Top Outlier",
    "2, Alto, High",
    "3, Medio, Medium",
    "4, Bajo, Low",
    "5, Inactivo, Inactive"
  })
  void band_namesOfTheContract(int number, String es, String en) {
    ValueBand band = ValueBand.of(number);

    assertThat(band.number()).isEqualTo(number);
    assertThat(band.id()).isEqualTo(Integer.toString(number));
    assertThat(band.label(Language.ES)).isEqualTo(es);
    assertThat(band.label(Language.EN)).isEqualTo(en);
  }

  @ParameterizedTest
  @EnumSource(Segment.class)
  void description_andGoalExistInBothLanguages(Segment segment) {
    for (Language language : Language.values()) {
      assertThat(segment.description(language)).isNotBlank();
      assertThat(segment.marketingGoal(language)).isNotBlank();
    }
  }

  @Test
  void of_outsideTheRangeIsRefused() {
    assertThatThrownBy(() -> Segment.of(12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment number is not in [1, 11]: 12");
    assertThatThrownBy(() -> ValueBand.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("band number is not in [1, 5]: 0");
    assertThat(Segment.find("12")).isEmpty();
  }
}
