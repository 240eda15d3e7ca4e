// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void render_alignsWordsLeftAndNumbersRight() {
    String table =
        new TextTable()
            .left("Segmento")
            .right("Clientes")
            .left("")
            .row(List.of("Hibernador", "7", ""))
            .row(List.of("Niño 👶", "1.234.567", "x"))
            .render();

    assertThat(table)
        .isEqualTo(
            """
            Segmento     Clientes
            Hibernador          7
            Niño 👶      1.234.567  x
            """);
  }

  @Test
  void row_withTheWrongNumberOfCells_isRefused() {
    TextTable table = new TextTable().left("a");

    assertThatThrownBy(() -> table.row(List.of("1", "2")))
        .hasMessage("cells not one a column: 2 != 1");
  }
}
