// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an export is cut, ordered and written, its datamodel is the same. */
class SameContentTest {
  private static final List<String> COLUMNS =
      List.of("order_id", "customer_id", "order_date", "amount", "status", "note");

  @TempDir Path folder;

  /** A line of an order; its amount in hundredths. */
  private record Line(int order, int customer, LocalDate date, long cents, String status) {
    List<String> values(char decimalMark) {
      String amount =
          String.format(
              Locale.ROOT,
              "%s%d%s%02d",
              cents < 0 ? "-" : "",
              Math.abs(cents) / 100,
              decimalMark,
              Math.abs(cents) % 100);
      return List.of(
          "A-" + order, "C" + customer, date.toString(), amount, status, "line of " + order);
    }
  }

  /**
   * Forty customers with up to eight orders of up to three lines, some cancelled, some returned.
   */
  private static List<Line> lines(Random random) {
    List<Line> lines = new ArrayList<>();
    int order = 1000;
    for (int customer = 0; customer < 40; customer++) {
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        order++;
        LocalDate date = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500));
        for (int line = 1 + random.nextInt(3); line > 0; line--) {
          long cents = 101L + random.nextInt(20_000);
          String status = random.nextInt(9) == 0 ? "cancelled" : "completed";
          lines.add(new Line(order, customer, date, cents, status));
          if (random.nextInt(12) == 0) {
            lines.add(new Line(++order, customer, date.plusDays(3), -cents, "completed"));
          }
        }
      }
    }
    return lines;
  }

  /** How a file is written. */
  private record Style(List<Integer> columns, String delimiter, char decimalMark) {
    static final Style PLAIN = new Style(List.of(0, 1, 2, 3, 4, 5), ",", '.');

    static Style any(Random random) {
      List<Integer> columns =
          IntStream.range(0, COLUMNS.size()).boxed().collect(Collectors.toList());
      Collections.shuffle(columns, random);
      String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
      return new Style(columns, delimiter, random.nextBoolean() ? '.' : ',');
    }

    String row(List<String> values) {
      return columns.stream()
          .map(values::get)
          .map(value -> value.contains(delimiter) ? '"' + value + '"' : value)
          .collect(Collectors.joining(delimiter));
    }
  }

  private Path write(String name, Style style, List<Line> lines) throws IOException {
    List<String> text = new ArrayList<>(List.of(style.row(COLUMNS)));
    lines.forEach(line -> text.add(style.row(line.values(style.decimalMark()))));
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, text);
  }

  /** The datamodel of some files, made in a home of their own. */
  private Map<String, Map<String, String>> datamodel(String name, List<Path> files)
      throws IOException {
    Home home = new Home(folder.resolve(name)).with("interval", "12 months").with("model", "none");
    return new LinkedHashMap<>(home.contract(home.run("2025-05-31", files.toArray(Path[]::new))));
  }

  private Map<String, Map<String, String>> plain(List<Line> lines) throws IOException {
    return datamodel("plain", List.of(write("plain/orders.csv", Style.PLAIN, lines)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void orderOfFilesRowsAndColumnsDelimiterAndDecimalMark_changeNothing(int seed)
      throws IOException {
    Random random = new Random(seed);
    List<Line> lines = lines(random);
    Map<String, Map<String, String>> expected = plain(lines);

    List<Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, random);
    Style style = Style.any(random);
    Path whole = write("other/orders.csv", style, shuffled);

    assertThat(datamodel("other", List.of(whole))).as("%s", style).isEqualTo(expected);
    assertThat(expected).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void exportCutIntoFilesOfAnyStyle_isTheSameExport(int seed) throws IOException {
    Random random = new Random(seed);
    List<Line> lines = lines(random);
    List<Path> files = new ArrayList<>();
    int parts = 2 + random.nextInt(3);
    for (int part = 0; part < parts; part++) {
      int number = part;
      List<Line> some = lines.stream().filter(line -> line.order() % parts == number).toList();
      files.add(write("cut/part" + part + ".csv", Style.any(random), some));
    }
    Collections.shuffle(files, random);

    assertThat(datamodel("cut", files)).isEqualTo(plain(lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 22, 23, 24})
  void exportsThatOverlap_countEachOrderOnce(int seed) throws IOException {
    Random random = new Random(seed);
    List<Line> lines = lines(random);
    int first = lines.get(0).order();
    int last = lines.get(lines.size() - 1).order();
    int begin = first + random.nextInt((last - first) / 2);
    int end = begin + 1 + random.nextInt((last - begin) / 2);
    Path early =
        write(
            "overlap/1.csv",
            Style.any(random),
            lines.stream().filter(line -> line.order() <= end).toList());
    Path late =
        write(
            "overlap/2.csv",
            Style.any(random),
            lines.stream().filter(line -> line.order() >= begin).toList());

    assertThat(datamodel("overlap", List.of(early, late))).isEqualTo(plain(lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 33, 34})
  void rowsThatDoNotCount_changeNobody(int seed) throws IOException {
    Random random = new Random(seed);
    List<Line> lines = lines(random);
    List<Line> more = new ArrayList<>(lines);
    for (int i = 0; i < 60; i++) {
      more.add(
          new Line(
              random.nextBoolean() ? 90_000 + i : lines.get(random.nextInt(lines.size())).order(),
              random.nextInt(40),
              LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)),
              1 + random.nextInt(90_000),
              List.of("cancelled", "failed", "unpaid").get(random.nextInt(3))));
    }
    Collections.shuffle(more, random);

    assertThat(datamodel("more", List.of(write("more/orders.csv", Style.PLAIN, more))))
        .isEqualTo(plain(lines));
  }
}
