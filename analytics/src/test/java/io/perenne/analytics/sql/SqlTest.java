// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTest {
  private static Sql twoPlaces() {
    return Sql.load(SqlTest.class, "two_places");
  }

  @Test
  void load_dropsCommentLines() {
    assertThat(twoPlaces().with("columns", "a").with("table", "b")).hasToString("SELECT a\nFROM b");
  }

  @Test
  void toString_leavesPlaceholdersInsideValuesAlone() {
    Sql sql = twoPlaces().with("columns", "x AS \"{{table}}\"").with("table", "\"{{columns}}\"");

    assertThat(sql).hasToString("SELECT x AS \"{{table}}\"\nFROM \"{{columns}}\"");
  }

  @Test
  void fill_leavesPlaceholdersInsideValuesAlone() {
    Map<String, String> values =
        Map.of("columns", "x AS \"{{table}}\"", "table", "\"{{columns}}\"");

    assertThat(Sql.fill(SqlTest.class, "two_places", values))
        .isEqualTo("SELECT x AS \"{{table}}\"\nFROM \"{{columns}}\"");
  }

  @Test
  void toString_keepsDollarsAndBackslashes() {
    assertThat(twoPlaces().withText("columns", "$1\\2").with("table", "t"))
        .hasToString("SELECT '$1\\2'\nFROM t");
  }

  @Test
  void toString_failsWhenAPlaceholderIsNotFilled() {
    assertThatIllegalStateException()
        .isThrownBy(() -> twoPlaces().with("columns", "a").toString())
        .withMessage("not filled in two_places.sql: {{table}}");
  }

  @Test
  void with_failsWithoutSuchAPlaceholder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoPlaces().with("rows", 1))
        .withMessage("no placeholder {{rows}} in two_places.sql");
  }

  @Test
  void load_failsWithoutSuchAResource() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Sql.load(SqlTest.class, "none"))
        .withMessage("no resource none.sql in io.perenne.analytics.sql");
  }

  @Test
  void literals_areQuoted() {
    assertThat(Sql.quote("O'Brien")).isEqualTo("'O''Brien'");
    assertThat(Sql.identifier("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(twoPlaces().with("columns", LocalDate.of(2025, 6, 30)).with("table", 7).toString())
        .isEqualTo("SELECT DATE '2025-06-30'\nFROM 7");
  }
}
