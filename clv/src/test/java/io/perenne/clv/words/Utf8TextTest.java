// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class Utf8TextTest {
  @Test
  void append_growsBeyondItsFirstArray() {
    Utf8Text text = new Utf8Text();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append("años ≥ ").append(Utf8Text.encode("€ 𝄞"));
      text.append('-');
      text.appendDigits(i, 4);
      expected.append(String.format(Locale.ROOT, "años ≥ € 𝄞-%04d", i));
    }

    assertThat(text).hasToString(expected.toString());
    assertThat(text.toBytes()).isEqualTo(expected.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void append_ofWordsLongerThanTwiceTheArray() {
    String words = "más ".repeat(10_000);

    assertThat(new Utf8Text().append(words)).hasToString(words);
  }

  @Test
  void clear_leavesWhatWasTakenBefore() {
    Utf8Text text = new Utf8Text().append("días");
    byte[] before = text.toBytes();
    text.clear();

    assertThat(text.toBytes()).isEmpty();
    assertThat(text.append("mes")).hasToString("mes");
    assertThat(before).isEqualTo("días".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void appendDigits_keepsZeros() {
    Utf8Text text = new Utf8Text();
    text.appendDigits(7, 3);
    text.appendDigits(0, 1);
    text.appendDigits(1_234, 2);

    assertThat(text).hasToString("007034");
  }
}
