// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenNumbersTest {

  @Test
  void numbers_followTheLanguage() {
    ScreenNumbers english = ScreenNumbers.of(Language.EN);
    ScreenNumbers spanish = ScreenNumbers.of(Language.ES);

    assertThat(english.count(2_500_315)).isEqualTo("2,500,315");
    assertThat(spanish.count(2_500_315)).isEqualTo("2.500.315");
    assertThat(english.money(2_500_315.625)).isEqualTo("2,500,315.63");
    assertThat(spanish.money(-0.5)).isEqualTo("-0,50");
    assertThat(english.share(0.0425)).isEqualTo("4.3 %");
    assertThat(spanish.share(1)).isEqualTo("100,0 %");
    assertThat(english.change(1_234)).isEqualTo("+1,234");
    assertThat(english.change(-3)).isEqualTo("-3");
    assertThat(english.change(0)).isEqualTo("=");
    assertThat(english.seconds(Duration.ofMillis(1_349))).isEqualTo("1.3 s");
  }
}
