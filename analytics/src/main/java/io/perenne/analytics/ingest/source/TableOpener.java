// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvFormatDetector;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.FileMagic;
import io.perenne.analytics.ingest.text.InputPlace;
import io.perenne.analytics.ingest.text.JsonPaths;
import io.perenne.analytics.ingest.text.RowWidths;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.ingest.text.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks at the beginning of a file and says what table it holds, or refuses it. */
final class TableOpener {

  static final int SAMPLE_ROWS = 1000;

  private final ReadOptions options;

  TableOpener(ReadOptions options) {
    this.options = options;
  }

  TableFile open(TableProbe probe, InputPlace place) {
    Path path = place.shown();
    Content content = Content.of(place.table());
    byte[] head = content.sample();
    if (Compression.startsWith(head, 'P', 'A', 'R', '1')) {
      return parquet(probe, place);
    }
    FileMagic.refuseForeign(path, head);
    String text = text(path, head);
    if (place.isSpooled() ? JsonLines.isWritten(place.table()) : isJson(path, text)) {
      return json(place, content, text);
    }
    return csv(place, content, head, text);
  }

  /** Opens a file that stands by itself, or a clean copy where a scan cannot read it as it is. */
  TableFile openAlone(TableProbe probe, Path path, Vocabulary vocabulary, Path workDirectory) {
    InputSpool spool = new InputSpool(workDirectory, SheetFit.any(vocabulary));
    TableFile table = open(probe, spool.place(path));
    return new BulkReadCheck(probe, options).reads(table)
        ? table
        : new TableCopier(workDirectory).copy(table);
  }

  /** How a file is written, taken as delimited text whatever it is; an empty file is one, too. */
  CsvFormat dialect(InputPlace place) {
    byte[] head = Content.of(place.table()).sample();
    FileMagic.refuseForeign(place.shown(), head);
    String text = decoded(place.shown(), head);
    return detector(place, complete(head, text), head).sniff();
  }

  /** What the text of a sheet is like is known, whatever its cells contain. */
  private CsvFormatDetector detector(InputPlace place, String rows, byte[] head) {
    return place.isSpooled()
        ? new CsvFormatDetector(
            rows, StandardCharsets.UTF_8, options.withDelimiter(",").withQuote('"'))
        : new CsvFormatDetector(rows, encoding(head), options);
  }

  private Charset encoding(byte[] head) {
    return options.encoding() != null ? options.encoding() : TextEncoding.detect(head);
  }

  private String text(Path path, byte[] head) {
    String text = decoded(path, head);
    if (text.isBlank()) {
      throw InputException.of(path, Texts.message("problem.file.empty"));
    }
    return text;
  }

  private String decoded(Path path, byte[] head) {
    String text = new String(head, encoding(head));
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    if (TextEncoding.isBinary(text)) {
      throw InputException.of(path, Texts.message("problem.file.binary"));
    }
    return text;
  }

  private static boolean isJson(Path path, String text) {
    String start = text.stripLeading();
    return start.startsWith("{")
        && (JsonLines.isNamed(path) || start.lines().findFirst().orElse("").endsWith("}"));
  }

  private TableFile json(InputPlace place, Content content, String text) {
    List<Map<List<String>, String>> objects = new ArrayList<>();
    Set<List<String>> paths = new LinkedHashSet<>();
    for (String line : text.lines().limit(SAMPLE_ROWS).toList()) {
      JsonNode node = Json.parse(line);
      if (node.isObject()) {
        Map<List<String>, String> values = JsonPaths.values(node);
        objects.add(values);
        paths.addAll(values.keySet());
      }
    }
    if (objects.isEmpty()) {
      throw InputException.of(place.shown(), Texts.message("problem.json.no-object"));
    }
    withoutTwins(paths);
    List<List<String>> rows = new ArrayList<>();
    for (Map<List<String>, String> object : objects) {
      rows.add(paths.stream().map(path -> object.getOrDefault(path, "")).toList());
    }
    List<Column> columns =
        paths.stream().map(path -> new Column(JsonPaths.name(path), "VARCHAR", path)).toList();
    TableSample sample = new TableSample(columns, rows);
    return new TableFile(
        place,
        null,
        FileFormat.JSON,
        content.compression(),
        null,
        sample,
        TableFile.size(place.table()));
  }

  /** The engine knows members by their names in whatever case: of two alike it reads the first. */
  private static void withoutTwins(Set<List<String>> paths) {
    Map<String, String> roots = new HashMap<>();
    paths.removeIf(
        path -> {
          String root = path.get(0);
          return !roots.computeIfAbsent(root.toLowerCase(Locale.ROOT), key -> root).equals(root);
        });
  }

  private TableFile csv(InputPlace place, Content content, byte[] head, String text) {
    String rows = complete(head, text);
    CsvFormat dialect = detector(place, rows, head).sniff();
    List<CsvRow> read = new ArrayList<>(CsvFormatDetector.read(rows, dialect, SAMPLE_ROWS + 1));
    TableSample sample = sample(read, dialect);
    requireFitting(place.shown(), read, dialect);
    return new TableFile(
        place,
        null,
        FileFormat.CSV,
        content.compression(),
        dialect,
        sample,
        TableFile.size(place.table()));
  }

  /** Refuses rows that are wider than their header: their values would stand under wrong names. */
  private static void requireFitting(Path path, List<CsvRow> read, CsvFormat dialect) {
    if (!dialect.header() || read.size() < 2) {
      return;
    }
    RowWidths widths = widths(read, dialect);
    if (!widths.isRefused()) {
      return;
    }
    throw InputException.of(
        path,
        Texts.message(
            widths.kind() == RowWidths.Kind.DECIMAL_COMMA
                ? "problem.rows.decimal-comma"
                : "problem.rows.wider",
            "" + widths.lines().get(0),
            "" + widths.usual(),
            "" + widths.header()));
  }

  private static RowWidths widths(List<CsvRow> read, CsvFormat dialect) {
    return RowWidths.of(read.get(0).fields(), read.subList(1, read.size()), dialect.delimiter());
  }

  /** The sample without a last line that it may have cut. */
  private static String complete(byte[] head, String text) {
    if (head.length < Content.SAMPLE_BYTES) {
      return text;
    }
    int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** Names from the header; if all rows are wider, as with a delimiter at every line end, more. */
  static TableSample sample(List<CsvRow> read, CsvFormat dialect) {
    List<String> header = dialect.header() && !read.isEmpty() ? read.get(0).fields() : List.of();
    List<CsvRow> body = dialect.header() && !read.isEmpty() ? read.subList(1, read.size()) : read;
    boolean asHeader = body.stream().anyMatch(row -> row.fields().size() == header.size());
    int width = asHeader || body.isEmpty() ? header.size() : CsvFormatDetector.usualWidth(body);
    List<Column> columns = new ArrayList<>();
    boolean numbered =
        dialect.header()
            && !body.isEmpty()
            && widths(read, dialect).kind() == RowWidths.Kind.ROW_NUMBERS;
    List<String> names = new ArrayList<>(header);
    if (numbered) {
      names.add(0, "row");
    }
    for (int i = 0; i < Math.max(width, names.size()); i++) {
      boolean named = i < names.size() && !names.get(i).isBlank();
      columns.add(new Column(named ? names.get(i).strip() : "column" + (i + 1), "VARCHAR"));
    }
    return new TableSample(columns, body.stream().map(CsvRow::fields).toList());
  }

  private static TableFile parquet(TableProbe probe, InputPlace place) {
    TableSample sample = probe.parquet(place.table(), SAMPLE_ROWS);
    return new TableFile(
        place,
        null,
        FileFormat.PARQUET,
        Compression.NONE,
        null,
        sample,
        TableFile.size(place.table()));
  }
}
