// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnTextTest {
  /** Long enough for several stretches, so that texts lie across their ends. */
  private static final int ROWS = 60_000;

  @Test
  void containing_isFoundInEveryRowThatHasIt() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder();
      for (int letter = random.nextInt(9); letter > 0; letter--) {
        text.append("aAbBñ,".charAt(random.nextInt(6)));
      }
      texts.add(text.toString());
    }
    ColumnText column = written(texts);

    for (String part : List.of("a", "B", "ab", "ñA", "bab", "aaaa", "abbabab")) {
      BitSet found = new BitSet();
      column.addContaining(part, found);
      BitSet expected = new BitSet();
      for (int row = 0; row < ROWS; row++) {
        String text = texts.get(row).toLowerCase(Locale.ROOT);
        expected.set(row, text.contains(part.toLowerCase(Locale.ROOT)));
      }
      assertThat(found).as(part).isEqualTo(expected);
    }
  }

  @Test
  void inOrder_isTheOrderOfBytes() throws IOException {
    List<String> texts = List.of("b", "", "a\"b", "ñ", "B", "ba", "a");

    assertThat(written(texts).inOrder()).containsExactly(1, 4, 6, 2, 0, 5, 3);
    assertThat(written(List.of("a", "a", "b")).inOrder()).containsExactly(0, 1, 2);
    assertThat(written(List.of()).inOrder()).isEmpty();
  }

  private static ColumnText written(List<String> texts) throws IOException {
    IndexParts parts = IndexParts.inMemory();
    try (ColumnText.Writer writer = new ColumnText.Writer(parts, "Email")) {
      for (String text : texts) {
        String field = '"' + text.replace("\"", "\"\"") + '"';
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        writer.take(bytes, bytes.length);
      }
      writer.keep();
    }
    return ColumnText.open(parts, "Email");
  }
}
