// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamePatternTest {
  private static final FileNamePattern.Context CONTEXT =
      new FileNamePattern.Context(
          ZonedDateTime.parse("2025-07-01T03:04:05+02:00[Europe/Madrid]"),
          LocalDate.parse("2025-06-30"),
          "2025-06-30T030000Z-7f3a",
          "acme");

  @ParameterizedTest
  @CsvSource({
    "datamodel_clv_{yyyyMMdd}.csv, datamodel_clv_20250701.csv",
    "clv_{yyyy-MM-dd}_{HHmmss}.csv.gz, clv_2025-07-01_030405.csv.gz",
    "clv_{runId}.csv.pgp, clv_2025-06-30T030000Z-7f3a.csv.pgp",
    "{tenant}_{referenceDate:yyyyMMdd}.csv, acme_20250630.csv",
    "clv%%Year%%%%Month%%%%Day%%.csv, clv20250701.csv",
    "%%Year%%-{dd}.csv, 2025-01.csv",
    "día.csv, día.csv",
  })
  void resolve_fillsEveryTokenIn(String pattern, String name) {
    assertThat(FileNamePattern.parse(pattern).resolve(CONTEXT)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{who}.csv",
        "{}.csv",
        "{YYYYMMDD}.csv",
        "{yyyyy}.csv",
        "{MMM}.csv",
        "%%Hour%%.csv",
        "%%%%.csv",
        "{referenceDate:}.csv"
      })
  void parse_unknownToken_isRefused(String pattern) {
    assertThatThrownBy(() -> FileNamePattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown token: ");
  }

  @Test
  void parse_timeOfDayOfTheReferenceDate_isRefused() {
    assertThatThrownBy(() -> FileNamePattern.parse("{referenceDate:HHmm}.csv"))
        .hasMessage("a date has no time of day: {referenceDate:HHmm}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clv.txt", "clv", ".csv", "clv.csv.zip", "clv.CSV", "clv.csv "})
  void parse_otherEnding_isRefused(String pattern) {
    assertThatThrownBy(() -> FileNamePattern.parse(pattern))
        .hasMessage("file name does not end in .csv, .csv.gz, .csv.pgp: " + pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b.csv",
        "a\\b.csv",
        "a:b.csv",
        "a*.csv",
        "a<.csv",
        "a>.csv",
        "a|b.csv",
        "a?.csv",
        "a\".csv",
        "{a.csv",
        "a}.csv",
        "50%.csv",
        "a\tb.csv"
      })
  void parse_characterThatMarketingCloudRefuses_isRefused(String pattern) {
    assertThatThrownBy(() -> FileNamePattern.parse(pattern))
        .hasMessageStartingWith("file name has the character ");
  }
}
