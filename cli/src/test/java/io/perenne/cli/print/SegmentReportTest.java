// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SegmentReportTest {

  @Test
  void render_comparesWithTheEarlierRun() {
    List<SegmentLine> lines =
        List.of(
            new SegmentLine("01", "Outlier Superior", 10, 9_000, 2_000, OptionalLong.of(2)),
            new SegmentLine("10", "Hibernador", 1_990, 1_000, 2.5126, OptionalLong.of(-1)),
            SegmentLine.part("de valor", 40, 500, 60),
            new SegmentLine("11", "Inactivo", 0, 0, 0, OptionalLong.of(0)));

    assertThat(new SegmentReport(lines, Language.ES).render("EUR"))
        .isEqualTo(
            """
            Id  Segmento          Clientes   Parte  Ingresos EUR   Parte  Valor medio EUR  Cambio
            01  Outlier Superior        10   0,5 %      9.000,00  90,0 %         2.000,00      +2
            10  Hibernador           1.990  99,5 %      1.000,00  10,0 %             2,51      -1
                  de valor              40   2,0 %        500,00   5,0 %            60,00
            11  Inactivo                 0   0,0 %          0,00   0,0 %                        =
                Total                2.000             10.000,00                    12,50
            """);
  }

  @Test
  void render_firstRun_hasNoColumnOfChanges() {
    List<SegmentLine> lines =
        List.of(new SegmentLine("08", "Recent Customer", 1, 0, 0, OptionalLong.empty()));

    assertThat(new SegmentReport(lines, Language.EN).render("GBP"))
        .isEqualTo(
            """
            Id  Segment          Customers    Share  Revenue GBP  Share  Mean value GBP
            08  Recent Customer          1  100.0 %         0.00                   0.00
                Total                    1                  0.00                   0.00
            """);
  }

  @Test
  void messages_areTheSameKeysInBothLanguages() {
    assertThat(keys(Language.ES)).isEqualTo(keys(Language.EN)).isNotEmpty();
  }

  private static java.util.Set<String> keys(Language language) {
    return java.util.ResourceBundle.getBundle(
            "io.perenne.cli.print.messages",
            language.locale(),
            java.util.ResourceBundle.Control.getNoFallbackControl(
                java.util.ResourceBundle.Control.FORMAT_PROPERTIES))
        .keySet();
  }
}
