// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.InputException;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TableSample.Column;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvFormatDetector;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.FileMagic;
import io.perenne.analytics.ingest.text.RowWidths;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.ingest.text.TextEncoding;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks at the beginning of a file and says what table it holds, or refuses it. */
final class TableOpener {

  private static final int SAMPLE_ROWS = 1000;

  private final ReadOptions options;

  TableOpener(ReadOptions options) {
    this.options = options;
  }

  TableFile open(TableProbe probe, Path path) {
    Content content = Content.of(path);
    byte[] head = content.sample();
    if (Compression.startsWith(head, 'P', 'A', 'R', '1')) {
      return parquet(probe, path);
    }
    FileMagic.refuseForeign(path, head);
    String text = text(path, head);
    if (isJson(path, text)) {
      return json(path, content, text);
    }
    return csv(path, content, head, text);
  }

  /** How a file is written, taken as delimited text whatever it is; an empty file is one, too. */
  CsvFormat dialect(Path path) {
    byte[] head = Content.of(path).sample();
    FileMagic.refuseForeign(path, head);
    String text = decoded(path, head);
    return new CsvFormatDetector(complete(head, text), encoding(head), options).sniff();
  }

  private Charset encoding(byte[] head) {
    return options.encoding() != null ? options.encoding() : TextEncoding.detect(head);
  }

  private String text(Path path, byte[] head) {
    String text = decoded(path, head);
    if (text.isBlank()) {
      throw InputException.of(path, "the file is empty; remove it or export it again");
    }
    return text;
  }

  private String decoded(Path path, byte[] head) {
    String text = new String(head, encoding(head));
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    if (TextEncoding.isBinary(text)) {
      throw InputException.of(
          path, "not a table: it holds binary data; export as CSV, Parquet or JSON lines");
    }
    return text;
  }

  private static boolean isJson(Path path, String text) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean named = name.matches(".*\\.(json|jsonl|ndjson)(\\.(gz|zst))?");
    String start = text.stripLeading();
    if (named && start.startsWith("[")) {
      throw InputException.of(
          path, "one JSON array; write one object a line instead, for example with: jq -c '.[]'");
    }
    return start.startsWith("{") && (named || start.lines().findFirst().orElse("").endsWith("}"));
  }

  private TableFile json(Path path, Content content, String text) {
    List<JsonNode> objects = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String line : text.lines().limit(SAMPLE_ROWS).toList()) {
      JsonNode node = Json.parse(line);
      if (node.isObject()) {
        objects.add(node);
        node.fieldNames().forEachRemaining(names::add);
      }
    }
    if (objects.isEmpty()) {
      throw InputException.of(path, "no line of it is a JSON object");
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode object : objects) {
      rows.add(names.stream().map(name -> text(object.get(name))).toList());
    }
    List<Column> columns = names.stream().map(name -> new Column(name, "VARCHAR")).toList();
    TableSample sample = new TableSample(columns, rows);
    return new TableFile(
        path, null, FileFormat.JSON, content.compression(), null, sample, TableFile.size(path));
  }

  private static String text(@org.jspecify.annotations.Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    return node.isValueNode() ? node.asText() : node.toString();
  }

  private TableFile csv(Path path, Content content, byte[] head, String text) {
    String rows = complete(head, text);
    CsvFormat dialect = new CsvFormatDetector(rows, encoding(head), options).sniff();
    List<CsvRow> read = new ArrayList<>(CsvFormatDetector.read(rows, dialect, SAMPLE_ROWS + 1));
    TableSample sample = sample(read, dialect);
    requireFitting(path, read, dialect);
    return new TableFile(
        path, null, FileFormat.CSV, content.compression(), dialect, sample, TableFile.size(path));
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
    String why =
        widths.kind() == RowWidths.Kind.DECIMAL_COMMA
            ? "an amount such as 61,40 seems to stand without quotes between commas; export with"
                + " semicolons or quotes"
            : "correct the header, or export again";
    throw InputException.of(
        path,
        "line "
            + widths.lines().get(0)
            + " has "
            + widths.usual()
            + " values, but the header names "
            + widths.header()
            + " columns: "
            + why);
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

  private static TableFile parquet(TableProbe probe, Path path) {
    TableSample sample = probe.parquet(path, SAMPLE_ROWS);
    return new TableFile(
        path, null, FileFormat.PARQUET, Compression.NONE, null, sample, TableFile.size(path));
  }
}
