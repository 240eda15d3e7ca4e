// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CovariateTableTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("covariates.csv"), text);
  }

  private CovariateTable read(String text) throws IOException {
    return CovariateTable.read(write(text), ReadOptions.detect(), ColumnMapping.none());
  }

  /** Sixty customers: on the web every third, of ages 20 to 79, in shops of which one is rare. */
  private static String sixty(String delimiter) {
    StringBuilder text = new StringBuilder("id,channel,age,shop\n");
    for (int i = 0; i < 60; i++) {
      String channel = i % 3 == 0 ? "web" : "store";
      String shop = i < 40 ? "north" : i < 57 ? "south" : "kiosk";
      text.append("C%d,%s,%d,%s%n".formatted(i, channel, 20 + i, shop));
    }
    return text.toString().replace(",", delimiter);
  }

  private static List<Double> of(CovariateTable table, String customer) {
    return table.patterns().get(table.pattern(customer).orElseThrow());
  }

  @Test
  void read_makesIndicatorsOfCategoriesAndLevelsOfNumbers() throws IOException {
    CovariateTable table = read(sixty(","));

    assertThat(table.design().covariates())
        .containsExactly("channel=web", "age", "shop=south", "shop=other");
    List<Double> first = of(table, "C0");
    assertThat(first.get(0)).isEqualTo(1);
    assertThat(first.get(1)).isBetween(20.0, 21.0); // the mean of a bin
    assertThat(first.subList(2, 4)).containsExactly(0.0, 0.0);
    assertThat(of(table, "C58").subList(2, 4)).containsExactly(0.0, 1.0);
    assertThat(table.design().columns().get(1).levels()).hasSize(32);
    assertThat(table.design().average().get(0)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(table.design().average().get(1)).isCloseTo(49.5, within(0.5));
    assertThat(table.patterns().get(0)).isEqualTo(table.design().average());
    assertThat(table.pattern("stranger")).isEmpty();
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void read_withOtherDelimitersAndDecimalCommas_isTheSame() throws IOException {
    CovariateTable table = read(sixty(";").replace(";20;", ";20,0;").replace(";25;", ";2,5e1;"));

    assertThat(table.design()).isEqualTo(read(sixty(",")).design());
  }

  @Test
  void read_asTheFit_usesItsLevelsAndTakesWhatItDoesNotKnowAsAverage() throws IOException {
    CovariateDesign design = read(sixty(",").replace("kiosk", "south")).design();
    Path later = write("age,shop,id,channel\n1e9,south,N1,web\n,moon,N2,store\nforty,north,N3,\n");

    CovariateTable table =
        CovariateTable.read(
            later, ReadOptions.detect(), new ColumnMapping(Map.of("customer", "id")), design);

    assertThat(design.covariates()).containsExactly("channel=web", "age", "shop=south");
    assertThat(of(table, "N1").get(1)).isEqualTo(design.columns().get(1).levels().get(31));
    assertThat(of(table, "N2")).containsExactly(0.0, design.average().get(1), 20 / 60.0);
    assertThat(of(table, "N3")).containsExactly(1 / 3.0, design.average().get(1), 0.0);
    assertThat(table.notes()).hasSize(1);
    assertThat(table.notes().get(0))
        .asString()
        .contains(
            "2 values or rows",
            "line 3: shop is none that the model knows: moon",
            "line 4: age is not a number: forty");
  }

  @Test
  void read_countsAndLocatesBadRows() throws IOException {
    CovariateTable table =
        read(sixty(",") + "C7,web,9,north\n,web,9,north\nC99,web\nC98,web,old,north\n");

    assertThat(table.customers()).isEqualTo(61);
    assertThat(of(table, "C98").get(1)).isEqualTo(table.design().average().get(1));
    assertThat(of(table, "C7").get(0)).isZero();
    assertThat(table.notes().get(0))
        .asString()
        .contains(
            "4 values or rows",
            "line 62: customer C7 has a row already, on line 9",
            "line 63: no customer id",
            "line 64: 2 fields instead of 4",
            "…");
  }

  @Test
  void read_leavesOutWhatSaysNothing() throws IOException {
    StringBuilder text = new StringBuilder("id,mail,country,web\n");
    for (int i = 0; i < 30; i++) {
      text.append("C%d,c%d@example.com,ES,%d%n".formatted(i, i, i % 2));
    }

    CovariateTable table = read(text.toString());

    assertThat(table.design().covariates()).containsExactly("web");
    assertThat(table.notes())
        .anyMatch(note -> note.toString().startsWith("Column mail was left out"))
        .anyMatch(note -> note.toString().startsWith("Column country was left out"));
    assertThatThrownBy(() -> read(text.toString().replaceAll(",[01]\\n", ",1\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column tells customers apart");
  }

  @Test
  void read_ofNoSuchTable_saysWhatIsWanted() throws IOException {
    CovariateDesign design = read(sixty(",")).design();
    assertRefused("customer\nA\nB\n", "a header with the customer id and at least one covariate");
    assertRefused("id,age,age\nA,1,2\nB,2,3\n", "two columns are called age");
    assertRefused("id,,age\nA,1,2\nB,2,3\n", "column 2 has no name");
    assertRefused("id,age\n,1\n,2\n", "2 of 2 rows cannot be used");
    assertThatThrownBy(
            () ->
                CovariateTable.read(
                    write("id,web\nA,1\nB,0\n"),
                    ReadOptions.detect(),
                    ColumnMapping.none(),
                    design))
        .hasMessageContaining("the model needs a column channel");
  }

  private void assertRefused(String text, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("covariates.csv");
  }
}
