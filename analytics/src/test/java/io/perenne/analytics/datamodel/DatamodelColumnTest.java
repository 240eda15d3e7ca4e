// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatamodelColumnTest {

  @Test
  void contract_isTheTwentyFiveColumnsInOrder() {
    // The names that data extensions already carry: letter by letter a promise.
    assertThat(DatamodelColumn.contract())
        .extracting(DatamodelColumn::name)
        .containsExactly(
            "CustomerId",
            "Email",
            "ContactId",
            "LTV_VALUE",
            "REC_VALUE",
            "FREQ_VALUE",
            "MON_VALUE",
            "CLV_SEGMENT",
            "ID_CLV_SEGMENT",
            "CLV_SCORE",
            "ID_CLV_SCORE",
            "DAYS_BTW_PURCHASE",
            "TICKET_AVG",
            "FIRST_TICKET_DATE",
            "LAST_TICKET_DATE",
            "LST90DAYS_REVENUE",
            "LST180DAYS_REVENUE",
            "LST360DAYS_REVENUE",
            "LST90DAYS_FREQ",
            "LST180DAYS_FREQ",
            "LST360DAYS_FREQ",
            "CG_SEGMENT",
            "CLV_EVOLUTION",
            "DIFF_TBP_RECENCY",
            "EMAIL_COMMUNICATIONS");
  }

  @Test
  void contract_nullableColumnsAreThoseThatMayBeEmpty() {
    assertThat(DatamodelColumn.contract())
        .filteredOn(DatamodelColumn::nullable)
        .extracting(DatamodelColumn::name)
        .containsExactly(
            "Email",
            "ContactId",
            "REC_VALUE",
            "DAYS_BTW_PURCHASE",
            "TICKET_AVG",
            "FIRST_TICKET_DATE",
            "LAST_TICKET_DATE",
            "CG_SEGMENT",
            "DIFF_TBP_RECENCY");
  }

  @Test
  void extended_neverRepeatsAName() {
    List<DatamodelColumn> all = new ArrayList<>(DatamodelColumn.contract());
    all.addAll(DatamodelColumn.extended());

    assertThat(all).extracting(DatamodelColumn::name).doesNotHaveDuplicates();
    assertThat(DatamodelColumn.extended())
        .allSatisfy(column -> assertThat(column.name()).matches("[A-Z][A-Z_]*"));
  }

  @Test
  void description_isGivenInBothLanguagesAndFitsACsvField() {
    assertThat(DatamodelColumn.contract())
        .allSatisfy(
            column -> {
              assertThat(column.description(Language.EN)).isNotBlank().doesNotContain("\"");
              assertThat(column.description(Language.ES)).isNotBlank().doesNotContain("\"");
            });
  }
}
