// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.duckdb.TestEngine;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine must move local times exactly as java.time does. */
class DaylightSavingGapsTest {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Madrid",
        "Atlantic/Canary",
        "America/New_York",
        "America/Sao_Paulo", // midnight
        "Australia/Lord_Howe", // half an hour
        "Pacific/Apia", // skipped a whole day
        "Asia/Kathmandu", // once by a quarter of an hour
        "Africa/Casablanca",
        "UTC"
      })
  void everyQuarterHourAroundEveryTransition_movesAsInJava(String name, @TempDir Path folder)
      throws SQLException {
    ZoneId zone = ZoneId.of(name);
    List<String> given = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    var end = LocalDateTime.parse("2030-01-01T00:00:00").atZone(zone).toInstant();
    var next =
        zone.getRules()
            .nextTransition(LocalDateTime.parse("1970-01-01T00:00:00").atZone(zone).toInstant());
    while (next != null && next.getInstant().isBefore(end)) {
      LocalDateTime around = next.getDateTimeBefore().minusHours(3);
      for (int quarter = 0; quarter < 30 * 4; quarter++) {
        LocalDateTime local = around.plusMinutes(15L * quarter);
        given.add("TIMESTAMP '" + FORMAT.format(local) + "'");
        expected.add(FORMAT.format(local.atZone(zone).toLocalDateTime()));
      }
      next = zone.getRules().nextTransition(next.getInstant());
    }
    given.add("TIMESTAMP '2024-03-31 12:00:00'");
    expected.add("2024-03-31 12:00:00");

    try (TestEngine engine = TestEngine.in(folder)) {
      List<String> moved =
          engine.rows(
              "SELECT strftime("
                  + DaylightSavingGaps.of(zone).sql("t")
                  + ", '%Y-%m-%d %H:%M:%S') FROM (SELECT unnest(range("
                  + given.size()
                  + ")) i, unnest(["
                  + String.join(",", given)
                  + "]) t) ORDER BY i");
      assertThat(moved).isEqualTo(expected);
    }
  }
}
