// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.column.ColumnName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagWordsTest {
  private static final Map<String, List<String>> WORDS = Words.read("flag_words.txt");

  @Test
  void namesOfColumns_areWrittenAsTheyAreCompared() {
    for (String heading : List.of("called off", "paid")) {
      assertThat(WORDS.get(heading))
          .as(heading)
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allSatisfy(name -> assertThat(ColumnName.normal(name)).isEqualTo(name));
    }
    assertThat(FlagWords.isCalledOff(ColumnName.normal("Fecha de anulación"))).isTrue();
    assertThat(FlagWords.isPaid(ColumnName.normal("Is paid?"))).isTrue();
  }

  @Test
  void noText_isYesAndNo() {
    assertThat(WORDS.get("yes")).isNotEmpty().doesNotContainAnyElementsOf(FlagWords.no());
    assertThat(WORDS.get("yes"))
        .allSatisfy(text -> assertThat(FlagWords.isYes(text.toUpperCase(Locale.ROOT))).isTrue());
    assertThat(WORDS.get("no"))
        .allSatisfy(text -> assertThat(FlagWords.isNo(text.toUpperCase(Locale.ROOT))).isTrue());
  }
}
