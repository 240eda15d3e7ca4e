// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractNameTest {
  private static final RunHeader HEADER =
      new RunHeader(
          "2025-06-30T220000Z-0001",
          Instant.parse("2025-06-30T22:30:00Z"),
          LocalDate.of(2025, 6, 29),
          false);

  @ParameterizedTest
  @CsvSource({
    "datamodel_clv_{yyyyMMdd}.csv, datamodel_clv_20250701.csv",
    "shop.csv.v2_{yyyyMMdd}.csv, shop.csv.v2_20250701.csv",
    "shop.csv.csv.gz, shop.csv.csv",
    "{tenant}_{runId}.csv.pgp, a.csv.b_2025-06-30T220000Z-0001.csv",
    "clv_{referenceDate:yyyyMMdd}.csv, clv_20250629.csv"
  })
  void of_endsWithTheLastCsvOfThePattern(String pattern, String name) {
    RunConfiguration configuration =
        RunConfiguration.defaults().with("datamodel.file-name", pattern);
    assertThat(ContractName.of(configuration, HEADER, "a.csv.b")).isEqualTo(name);
  }
}
