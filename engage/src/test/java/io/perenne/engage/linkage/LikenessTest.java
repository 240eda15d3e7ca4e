// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  /** The examples of Winkler's and Jaro's papers. */
  @ParameterizedTest
  @CsvSource({
    "martha, marhta, 0.9611", "dixon, dicksonx, 0.8133", "dwayne, duane, 0.8400",
    "abc, xyz, 0", "ana, ana, 1", "'', a, 0"
  })
  void jaroWinkler_isThatOfThePapers(String one, String other, double expected) {
    assertThat(Likeness.jaroWinkler(one, other)).isCloseTo(expected, within(5e-5));
  }

  @ParameterizedTest
  @CsvSource({"ca, abc, 3", "1990, 1809, 2", "1990, 9190, 1", "'', abc, 3", "kitten, sitting, 3"})
  void edits_countASwapAsOne(String one, String other, int expected) {
    assertThat(Likeness.edits(one, other)).isEqualTo(expected);
  }

  @Property
  void likeness_isTheSameEitherWay(
      @ForAll @AlphaChars @StringLength(max = 8) String one,
      @ForAll @AlphaChars @StringLength(max = 8) String other) {
    assertThat(Likeness.jaroWinkler(one, other))
        .isCloseTo(Likeness.jaroWinkler(other, one), within(1e-12))
        .isBetween(0.0, 1.0);
    assertThat(Likeness.edits(one, other)).isEqualTo(Likeness.edits(other, one));
    assertThat(Likeness.edits(one, other) == 0).isEqualTo(one.equals(other));
  }
}
