// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({"'', '', 0", "ab, ba, 1", "kitten, sitting, 3", "abc, '', 3", "ca, abc, 3"})
  void distance_countsInsertionsDeletionsChangesAndSwaps(String a, String b, int expected) {
    // "ca" to "abc" is 3, not 2, because a swapped pair is not edited again.
    assertThat(Spelling.distance(a, b)).isEqualTo(expected);
    assertThat(Spelling.distance(b, a)).isEqualTo(expected);
  }

  @Test
  void nearest_wordLikeNone_isAbsent() {
    assertThat(Spelling.nearest("weather", List.of("model", "horizon"))).isEmpty();
    assertThat(Spelling.nearest("", List.of("model"))).isEmpty();
  }
}
