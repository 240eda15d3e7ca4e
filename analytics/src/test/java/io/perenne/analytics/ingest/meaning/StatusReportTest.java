// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusReportTest {

  private static StatusReport.Word word(String word, long rows, String money, StatusClass status) {
    return new StatusReport.Word(word, rows, new BigDecimal(money), status);
  }

  private static final StatusReport REPORT =
      new StatusReport(
          List.of(
              word("abonado", 2, "6.00", StatusClass.UNKNOWN),
              word("paid", 20, "90.00", StatusClass.COUNTS),
              word("failed", 1, "4.00", StatusClass.DOES_NOT_COUNT)));

  @Test
  void words_standByTheirMoney() {
    assertThat(REPORT.words())
        .extracting(StatusReport.Word::word)
        .containsExactly("paid", "abonado", "failed");
    assertThat(REPORT.moneyByClass())
        .containsEntry(StatusClass.UNKNOWN, new BigDecimal("6.00"))
        .containsEntry(StatusClass.COUNTS, new BigDecimal("90.00"));
    assertThat(REPORT.rowsByClass())
        .isEqualTo(
            Map.of(
                StatusClass.UNKNOWN, 2L, StatusClass.COUNTS, 20L, StatusClass.DOES_NOT_COUNT, 1L));
  }

  @Test
  void unknownMoneyAboveTheLimit_isRefusedWithTheSettingToPaste() {
    assertThat(REPORT.refusal(StatusReport.USUAL_LIMIT))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.words())
                  .extracting(StatusReport.Word::word)
                  .containsExactly("abonado");
              assertThat(refusal.share()).isEqualTo(0.06);
              assertThat(refusal.setting()).isEqualTo("countable-statuses=paid,abonado");
            });
  }

  @Test
  void unknownMoneyAtTheLimit_isLetThrough() {
    assertThat(REPORT.refusal(new BigDecimal("0.06"))).isEmpty();
    assertThat(REPORT.refusal(BigDecimal.ONE)).isEmpty();
  }

  @Test
  void withoutMoney_rowsAreCounted() {
    StatusReport report =
        new StatusReport(
            List.of(
                word("x", 1, "0", StatusClass.UNKNOWN), word("paid", 9, "0", StatusClass.COUNTS)));

    assertThat(report.refusal(StatusReport.USUAL_LIMIT))
        .hasValueSatisfying(refusal -> assertThat(refusal.share()).isEqualTo(0.1));
  }

  @Test
  void nothing_isNoReasonToRefuse() {
    assertThat(new StatusReport(List.of()).refusal(BigDecimal.ZERO)).isEmpty();
  }

  @Test
  void limitBeyondOne_isNoLimit() {
    assertThatThrownBy(() -> REPORT.refusal(new BigDecimal("5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }
}
