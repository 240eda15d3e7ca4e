// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.text.HeaderFinder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeaderFinderTest {

  private static final Set<String> KNOWN =
      Set.of("Pedido", "Cliente", "Fecha", "Importe", "customer", "date", "amount");

  /** The rows of a text with semicolons, its empty lines left out. */
  private static List<CsvRow> rows(String... lines) {
    List<CsvRow> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        rows.add(new CsvRow(i + 1, List.of(lines[i].split(";", -1)), "", Optional.empty()));
      }
    }
    return rows;
  }

  private static Optional<Header> find(String... lines) {
    return new HeaderFinder(KNOWN::contains).find(rows(lines));
  }

  private static Header header(long line, long dataLine, String... names) {
    return new Header(line, List.of(names), dataLine, true);
  }

  @Test
  void firstRow_isTheHeaderWhereNothingStandsAboveIt() {
    assertThat(find("customer;date;amount", "ana;2025-01-05;10.00", "ben;2025-01-06;12.00"))
        .contains(header(1, 2, "customer", "date", "amount"));
  }

  @Test
  void titleAndEmptyRowFilledUpWithDelimiters_areSkipped() {
    assertThat(
            find(
                "Informe de ventas 2025;;;",
                ";;;",
                "Pedido;Cliente;Fecha;Importe",
                "1;Ana;20/01/2025;8,75",
                "2;Ben;10/02/2025;61,40"))
        .contains(header(3, 4, "Pedido", "Cliente", "Fecha", "Importe"));
  }

  @Test
  void titleWithADelimiterInIt_isSkipped() {
    assertThat(
            find(
                "Ventas;tienda de Madrid",
                "Impreso el;20/01/2025",
                "",
                "Pedido;Cliente;Fecha;Importe",
                "1;Ana;20/01/2025;8,75",
                "2;Ben;10/02/2025;61,40"))
        .contains(header(4, 5, "Pedido", "Cliente", "Fecha", "Importe"));
  }

  @Test
  void rowOfUnits_isNoData() {
    assertThat(
            find("Pedido;Cliente;Fecha;Importe", ";;(dd/mm/aaaa);(EUR)", "1;Ana;20/01/2025;8,75"))
        .contains(header(1, 3, "Pedido", "Cliente", "Fecha", "Importe"));
  }

  @Test
  void namesOverTwoRows_areJoined() {
    assertThat(
            find(
                "Order;;Customer;",
                "No;Placed;No;Total",
                "1;2025-01-05;17;10.00",
                "2;2025-01-06;18;12.00"))
        .contains(header(1, 3, "Order No", "Order Placed", "Customer No", "Customer Total"));
  }

  @Test
  void dataWithoutNames_hasNoHeader() {
    assertThat(find("ana;2025-01-05;10.00", "ben;2025-01-06;12.00")).isEmpty();
  }

  @Test
  void separatorLine_namesTheDelimiter() {
    assertThat(HeaderFinder.separatorLine("sep=;\r\na;b")).contains(";");
    assertThat(HeaderFinder.separatorLine("\ufeff\"sep=,\"\na,b")).contains(",");
    assertThat(HeaderFinder.separatorLine("SEP=\t\na\tb")).contains("\t");
    assertThat(HeaderFinder.separatorLine("september;b\n")).isEmpty();
    assertThat(HeaderFinder.separatorLine("a;b\nsep=;\n")).isEmpty();
  }

  private static RowWidths widths(String delimiter, String header, String... lines) {
    List<CsvRow> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      rows.add(new CsvRow(i + 2, List.of(lines[i].split(delimiter, -1)), "", Optional.empty()));
    }
    return RowWidths.of(List.of(header.split(delimiter, -1)), rows, delimiter);
  }

  @Test
  void unquotedDecimalComma_isRefused() {
    RowWidths widths =
        widths(
            ",",
            "ID,Customer,Total,Date",
            "1,Ana,61,40 €,2024-01-28",
            "2,Ben,24,50 €,2024-02-12",
            "3,Ana,8,75 €,2024-02-20");

    assertThat(widths.kind()).isEqualTo(RowWidths.Kind.DECIMAL_COMMA);
    assertThat(widths.isRefused()).isTrue();
    assertThat(widths.lines()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void oneUnquotedDecimalComma_isKnownToo() {
    assertThat(widths(",", "c,amount,d", "ana,10,x", "ben,8,75,x").kind())
        .isEqualTo(RowWidths.Kind.DECIMAL_COMMA);
  }

  @Test
  void rowNumbersOfR_areToldFromShiftedValues() {
    RowWidths widths =
        widths(",", "customer,order,amount", "1,c0,o1,8.75", "2,c1,o2,34.50", "3,c2,o3,24.50");

    assertThat(widths.kind()).isEqualTo(RowWidths.Kind.ROW_NUMBERS);
    assertThat(widths.isRefused()).isFalse();
  }

  @Test
  void rowsWiderForNoReason_areRefused() {
    assertThat(widths(",", "a,b", "x,y,z", "u,v,w").isRefused()).isTrue();
  }

  @Test
  void fewWiderRows_areNamedByTheirLines() {
    RowWidths widths = widths(";", "a;b", "x;y", "u;v", "x;y;z");

    assertThat(widths.kind()).isEqualTo(RowWidths.Kind.SOME_WIDER);
    assertThat(widths.lines()).containsExactly(4L);
    assertThat(widths.isRefused()).isFalse();
  }

  @Test
  void delimiterAtTheEndOfEachLine_isNoColumn() {
    assertThat(widths(";", "a;b", "x;y;", "u;v;").kind()).isEqualTo(RowWidths.Kind.EMPTY_AT_END);
    assertThat(widths(";", "a;b", "x;y", "u").kind()).isEqualTo(RowWidths.Kind.FIT);
  }
}
