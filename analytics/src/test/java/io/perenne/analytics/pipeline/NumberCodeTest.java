// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class NumberCodeTest {

  @Property
  void read_ofWhatWasWritten_givesTheNumbers(
      @ForAll List<@LongRange(min = 0) Long> large, @ForAll List<@LongRange(max = 60) Long> small) {
    List<Long> all = new ArrayList<>(large);
    all.addAll(small);
    byte[] code = new byte[all.size() * NumberCode.MOST_BYTES];
    int length = 0;
    for (long number : all) {
      length = NumberCode.write(number, code, length);
    }
    String text = new String(code, 0, length, StandardCharsets.US_ASCII);
    long[] read = NumberCode.roomFor(text, new long[1]);
    int count = NumberCode.read(text, read);

    assertThat(Arrays.stream(read, 0, count)).containsExactlyElementsOf(all);
    for (int i = 0; i < length; i++) {
      assertThat(code[i]).isBetween((byte) 32, (byte) 127);
    }
  }
}
