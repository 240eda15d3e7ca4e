// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GapCodeTest {

  @Property
  void read_ofWhatWasWritten_givesTheGaps(
      @ForAll List<@IntRange(min = 0) Integer> gaps,
      @ForAll List<@IntRange(max = 60) Integer> near) {
    List<Integer> all = new ArrayList<>(gaps);
    all.addAll(near);
    byte[] code = new byte[all.size() * GapCode.MOST_BYTES];
    int length = 0;
    for (int gap : all) {
      length = GapCode.write(gap, code, length);
    }
    List<Integer> read = new ArrayList<>();
    GapCode.read(new String(code, 0, length, StandardCharsets.US_ASCII), read::add);

    assertThat(read).isEqualTo(all);
    for (int i = 0; i < length; i++) {
      assertThat(code[i]).isBetween((byte) 32, (byte) 127);
    }
  }
}
