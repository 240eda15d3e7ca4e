// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.cli.Orders;
import io.perenne.cli.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Good inputs of every kind, and a home with runs, a destination and a delivery. */
final class BadGround {
  private final Path folder;

  BadGround(Path folder) {
    this.folder = folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void layOut() throws IOException {
    Files.createDirectories(folder.resolve("target"));
    List<String> rows = Orders.of(300, 40, "12.50");
    Path orders = Orders.write(file("orders.csv"), rows);
    Files.writeString(file("orders.tsv"), Files.readString(orders).replace(',', '\t'));
    Files.write(file("orders.jsonl"), rows.stream().map(BadGround::json).toList());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file("orders.csv.gz")))) {
      Files.copy(orders, out);
    }
    writeWorkbook(rows);
    write("crm.csv", "customer_id,email,contact_id,consent", "C1,a@example.org,K1,true");
    write("covariates.csv", "customer_id,shop,age", "%s,north,30", "south,,41");
    write("perenne.yaml", Terminal.run("config").out());
    good("run", "--transactions=" + orders, "--as-of=2024-05-31");
    good("run", "--transactions=" + orders, "--as-of=2024-06-30");
    good("fit", "--transactions=" + orders, "--model=mbg-nbd", "--save=" + file("model.json"));
    good("destinations", "add", "archive", "--kind=folder", "--set=folder=" + file("target"));
    good("deliver", "--to=archive");
    Terminal simulated =
        Terminal.run(
            "simulate", "--model=nbd", "--customers=50", "--days=90", "--out=" + file("o.parquet"));
    assertThat(simulated.exitCode()).as(simulated.err()).isZero();
  }

  private static String json(String row) {
    String[] fields = row.split(",", -1);
    return "{\"customer_id\": \"%s\", \"order_time\": \"%s\", \"amount\": %s}"
        .formatted((Object[]) fields);
  }

  /** Writes a file; a line of the customers' is repeated for each of forty. */
  private void write(String name, String first, String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of(first));
    for (int customer = 0; customer < 40 && more.length > 0; customer++) {
      lines.add("C" + customer + more[customer % more.length].replaceFirst("^[^,]*", ""));
    }
    Files.write(file(name), lines);
  }

  private void writeWorkbook(List<String> rows) throws IOException {
    StringBuilder sheet =
        new StringBuilder(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                + "<sheetData>");
    for (String row :
        Stream.concat(Stream.of("customer_id,order_time,amount"), rows.stream()).toList()) {
      sheet.append("<row>");
      for (String cell : row.split(",", -1)) {
        sheet.append("<c t=\"inlineStr\"><is><t>").append(cell).append("</t></is></c>");
      }
      sheet.append("</row>\n");
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file("orders.xlsx")))) {
      add(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
              + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
              + "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
      add(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/"
              + "2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
      add(zip, "xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>");
    }
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void good(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home=" + file("home"));
    Terminal terminal = Terminal.run(all.toArray(String[]::new));
    assertThat(terminal.exitCode()).as(arguments[0] + terminal.err()).isZero();
  }

  /** Makes the home of one try and returns it. */
  Path freshHome() throws IOException {
    Path fresh = file("try");
    if (Files.exists(fresh)) {
      try (Stream<Path> all = Files.walk(fresh)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> all = Files.walk(file("home"))) {
      for (Path path : all.toList()) {
        Files.copy(path, fresh.resolve(file("home").relativize(path).toString()));
      }
    }
    return fresh;
  }
}
