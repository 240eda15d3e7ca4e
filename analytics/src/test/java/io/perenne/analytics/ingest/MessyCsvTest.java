// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixtures of three other CSV readers, with their expected readings where they have one. */
class MessyCsvTest {

  private static Path folder() {
    try {
      var url = Objects.requireNonNull(MessyCsvTest.class.getResource("/messy-csv"));
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> files(String under, String suffix) throws IOException {
    try (Stream<Path> found = Files.walk(folder().resolve(under))) {
      return found
          .filter(path -> Files.isRegularFile(path) && path.toString().endsWith(suffix))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<Path> spectrum() throws IOException {
    return files("csv-spectrum/csvs", ".csv");
  }

  /**
   * Git has taken the carriage returns out of the files named {@code _crlf}; their twins still tell
   * of them, so they are put back.
   */
  private static Path withItsLineEnds(Path file, Path folder) throws IOException {
    String text = Files.readString(file);
    if (!file.toString().endsWith("_crlf.csv") || text.contains("\r")) {
      return file;
    }
    return Files.writeString(folder.resolve(file.getFileName()), text.replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("spectrum")
  void csvSpectrum_readsAsItsJsonTwin(Path file, @TempDir Path temporary) throws IOException {
    String twin = file.getFileName().toString().replace(".csv", ".json");
    JsonNode expected =
        new ObjectMapper().readTree(folder().resolve("csv-spectrum/json").resolve(twin).toFile());

    CsvTable table =
        TableReader.read(withItsLineEnds(file, temporary), ReadOptions.detect().withHeader());

    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> values : table.values()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < table.header().size(); i++) {
        row.put(table.header().get(i), values.get(i));
      }
      rows.add(row);
    }
    List<Map<String, String>> twinRows = new ArrayList<>();
    for (JsonNode object : expected) {
      Map<String, String> row = new LinkedHashMap<>();
      object.properties().forEach(entry -> row.put(entry.getKey(), entry.getValue().asText()));
      twinRows.add(row);
    }
    assertThat(rows).isEqualTo(twinRows);
  }

  static Stream<Path> controls() throws IOException {
    return files("commons-csv/CSVFileParser", ".txt")
        .filter(path -> path.getFileName().toString().startsWith("test"));
  }

  /** The format of the control files is told in README.txt beside them. */
  @ParameterizedTest
  @MethodSource("controls")
  void commonsCsv_readsAsItsControlFileSays(Path control) throws IOException {
    List<String> lines = Files.readAllLines(control);
    List<String> settings = List.of(lines.get(0).split(" ", -1));
    ReadOptions options =
        ReadOptions.detect().withDelimiter(",").withQuote('"').withoutHeader().withEmptyLinesKept();
    boolean comments = false;
    for (String setting : settings.subList(1, settings.size())) {
      if (setting.equals("IgnoreEmpty=true")) {
        options = options.withEmptyLinesIgnored();
      } else if (setting.equals("IgnoreSpaces=true")) {
        options = options.withTrim();
      } else if (setting.startsWith("CommentStart=")) {
        options = options.withComment(setting.charAt(setting.length() - 1));
      } else {
        assertThat(setting).isEqualTo("CheckComments");
        comments = true;
      }
    }
    List<String> expected =
        lines.subList(2, lines.size()).stream().filter(line -> !line.startsWith("#")).toList();

    List<String> read = new ArrayList<>();
    for (CsvRow row : TableReader.read(control.resolveSibling(settings.get(0)), options).rows()) {
      String comment =
          comments && !row.comment().isEmpty() ? "#" + row.comment().replace("\n", "\\n") : "";
      read.add(row.fields().size() + ":" + row.fields() + comment);
    }
    assertThat(read).isEqualTo(expected);
  }

  static Stream<Path> everything() throws IOException {
    return files("", "")
        .filter(path -> !path.endsWith("README.md") && !path.endsWith("csvRecord.bin"));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void anyFile_isRead(Path file) throws IOException {
    CsvTable table = TableReader.read(file, ReadOptions.detect().withoutHeader());

    assertThat(table.rows().isEmpty()).isEqualTo(Files.size(file) == 0);
  }

  @Test
  void serialisedObject_isRefusedAsBinary() {
    Path file = folder().resolve("commons-csv/CSV-248/csvRecord.bin");

    assertThatThrownBy(() -> TableReader.read(file, ReadOptions.detect()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": not a table: it holds binary data; export as CSV, Parquet or JSON lines");
  }

  @Test
  void everyFixture_isThere() throws IOException {
    assertThat(everything()).hasSize(89);
  }

  /** Read by eye: semicolons, backslash escapes, decimal commas, a line break inside quotes. */
  @Test
  void europeanFile_isDetected() {
    CsvTable table =
        TableReader.read(folder().resolve("univocity/examples/european.csv"), ReadOptions.detect());

    assertThat(table.dialect().delimiter()).isEqualTo(";");
    assertThat(table.header()).containsExactly("Year", "Make", "Model", "Description", "Price");
    assertThat(table.values())
        .containsExactly(
            List.of("1997", "Ford", "E350", "ac; abs; moon", "3000,00"),
            List.of("1999", "Chevy", "Venture \"Extended Edition\"", "", "4900,00"),
            List.of(
                "1996", "Jeep", "Grand Cherokee", "MUST SELL!\nair; moon roof; loaded", "4799,00"),
            List.of("1999", "Chevy", "Venture \"Extended Edition; Very Large\"", "", "5000,00"),
            List.of("", "", "Venture \"Extended Edition\"", "", "4900,00"));
    assertThat(table.rows().get(3).line()).isEqualTo(6);
  }

  @Test
  void macLineEnds_areRead() {
    CsvTable table =
        TableReader.read(
            folder().resolve("univocity/issues/github_194/uk-500.csv"), ReadOptions.detect());

    assertThat(table.header()).hasSize(11).startsWith("first_name");
    assertThat(table.values()).hasSize(500).allMatch(row -> row.size() == 11);
  }
}
