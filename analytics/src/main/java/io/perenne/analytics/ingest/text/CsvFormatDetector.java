// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.TimeShape;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a delimited text is written by reading a sample in every plausible way and keeping
 * the way that makes the best table: rows of equal width, a first row as wide as the others, fields
 * free of other delimiters, quotes that close.
 */
public final class CsvFormatDetector {

  private static final int ROWS = 200;
  private static final int MAX_TITLE_LINES = 20;
  private static final String[] USUAL = {",", ";", "\t", "|"};
  private static final String[] RARE = {"^", "~", "\u0001", "\u001f", ":", " "};

  private final String sample;
  private final Charset encoding;
  private final ReadOptions options;

  public CsvFormatDetector(String sample, Charset encoding, ReadOptions options) {
    this.sample = sample;
    this.encoding = encoding;
    this.options = options;
  }

  public CsvFormat sniff() {
    Optional<String> separator = HeaderFinder.separatorLine(sample);
    if (separator.isPresent()) {
      String rest = sample.substring(lineEnd(sample));
      ReadOptions told =
          options.delimiter() == null ? options.withDelimiter(separator.get()) : options;
      CsvFormat below = new CsvFormatDetector(rest, encoding, told).sniff();
      return below.withSkippedLines(below.skippedLines() + 1);
    }
    CsvFormat best = best();
    List<CsvRow> rows = rows(best);
    if (opensWithComment(rows)) {
      return new CsvFormatDetector(sample, encoding, options.withComment('#')).sniff();
    }
    best = best.withSkippedLines(titleLines(rows));
    boolean header = options.header() != null ? options.header() : looksLikeHeader(rows(best));
    return best.withHeader(header).withUniformLineEnds(uniformLineEnds(best));
  }

  /**
   * A first line that begins with a hash and is no row is a comment; with equal width, a header.
   */
  private boolean opensWithComment(List<CsvRow> rows) {
    return options.comment() == null
        && !rows.isEmpty()
        && rows.get(0).fields().get(0).startsWith("#")
        && rows.get(0).fields().size() != usualWidth(rows);
  }

  private static int lineEnd(String text) {
    int end = text.indexOf('\n');
    int carriage = text.indexOf('\r');
    boolean alone = carriage >= 0 && (end < 0 || carriage < end - 1);
    return (alone ? carriage : end) + 1;
  }

  /**
   * How many lines stand above the header. Where the first row names no column and a later one
   * names known ones, the later is the header; else rows of one field are titles.
   */
  private int titleLines(List<CsvRow> rows) {
    int above = preamble(rows);
    if (options.header() != null || rows.isEmpty()) {
      return above;
    }
    Optional<HeaderFinder.Header> header = HeaderFinder.usual().find(rows);
    boolean lower =
        header.isPresent() && header.get().line() > Math.max(above + 1, rows.get(0).line());
    boolean known = lower && header.get().names().stream().anyMatch(HeaderFinder::isUsualName);
    return known && header.get().certain() ? Math.toIntExact(header.get().line() - 1) : above;
  }

  /** How many lines of title stand above the table: rows of one field over rows of several. */
  private int preamble(List<CsvRow> rows) {
    int width = usualWidth(rows);
    int first = 0;
    while (first < rows.size() && rows.get(first).fields().size() == 1) {
      first++;
    }
    boolean above = width > 1 && first > 0 && first < rows.size() && first <= MAX_TITLE_LINES;
    return above ? (int) rows.get(first).line() - 1 : 0;
  }

  private CsvFormat best() {
    if (options.delimiter() != null) {
      return best(new String[] {options.delimiter()});
    }
    CsvFormat usual = best(USUAL);
    if (score(usual) >= 0.5) {
      return usual;
    }
    CsvFormat rare = best(RARE);
    return score(rare) > Math.max(0.9, score(usual)) ? rare : usual;
  }

  private CsvFormat best(String[] delimiters) {
    CsvFormat best = null;
    double bestScore = -1;
    for (String delimiter : delimiters) {
      for (Quoting quoting : quotings()) {
        CsvFormat candidate = dialect(delimiter, quoting);
        double score = score(candidate);
        if (score > bestScore + 1e-9) {
          best = candidate;
          bestScore = score;
        }
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private record Quoting(@Nullable Character quote, @Nullable Character escape) {}

  /** RFC 4180 first: another way must be better, not as good. */
  private List<Quoting> quotings() {
    if (options.quote() != null && options.quote() == ReadOptions.NO_QUOTE) {
      return List.of(new Quoting(null, options.escape()));
    }
    List<Quoting> ways = new ArrayList<>();
    char first = options.quote() != null ? options.quote() : '"';
    addWays(first, ways);
    if (options.quote() == null && quotesFields('\'')) {
      addWays('\'', ways);
    }
    return ways;
  }

  private void addWays(char quote, List<Quoting> ways) {
    if (options.escape() != null) {
      ways.add(new Quoting(quote, options.escape()));
      return;
    }
    ways.add(new Quoting(quote, quote));
    if (sample.contains("\\" + quote)) {
      ways.add(new Quoting(quote, '\\'));
    }
  }

  /** Whether {@code quote} opens and closes fields, not just stands in words. */
  private boolean quotesFields(char quote) {
    for (String delimiter : USUAL) {
      if (sample.contains(quote + delimiter + quote)) {
        return true;
      }
    }
    return false;
  }

  private CsvFormat dialect(String delimiter, Quoting quoting) {
    return new CsvFormat(
        encoding,
        delimiter,
        quoting.quote(),
        quoting.escape(),
        options.comment(),
        true,
        options.trim(),
        options.ignoreEmptyLines(),
        0,
        true,
        quoting.quote() != null && sample.indexOf(quoting.quote()) >= 0);
  }

  private List<CsvRow> rows(CsvFormat dialect) {
    return read(sample, dialect, ROWS);
  }

  /** The first rows of {@code text}; the last is left out if the sample may cut it. */
  public static List<CsvRow> read(String text, CsvFormat dialect, int limit) {
    List<CsvRow> rows = new ArrayList<>();
    try (CsvParser parser = new CsvParser(new StringReader(text), dialect)) {
      while (rows.size() < limit && parser.next()) {
        rows.add(parser.row());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Between 0 and 1; ways with a single column get at most 0.3. */
  private double score(CsvFormat dialect) {
    List<CsvRow> rows = rows(dialect);
    if (rows.isEmpty()) {
      return 0;
    }
    int width = usualWidth(rows);
    double good = 0;
    for (CsvRow row : rows) {
      good += row.fields().size() == width && row.problem().isEmpty() ? cleanness(row, dialect) : 0;
    }
    double score = good / rows.size();
    if (rows.get(0).fields().size() != width) {
      score *= hasTitle(rows, width) ? 0.9 : 0.6;
    }
    return width == 1 ? 0.3 * score : score * (0.9 + 0.1 * (1 - 1.0 / width));
  }

  /** Whether rows of one field stand above the first of the usual width. */
  private static boolean hasTitle(List<CsvRow> rows, int width) {
    return rows.stream()
        .limit(MAX_TITLE_LINES)
        .filter(row -> row.fields().size() > 1)
        .findFirst()
        .filter(row -> row.fields().size() == width)
        .isPresent();
  }

  public static int usualWidth(List<CsvRow> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    int best = 1;
    int bestCount = 0;
    for (CsvRow row : rows) {
      int width = row.fields().size();
      int count = counts.merge(width, 1, Integer::sum);
      if (count > bestCount || (count == bestCount && width > best)) {
        best = width;
        bestCount = count;
      }
    }
    return best;
  }

  /** The share of fields that hold none of the other usual delimiters; a decimal comma is none. */
  private static double cleanness(CsvRow row, CsvFormat dialect) {
    int clean = 0;
    for (String value : row.fields()) {
      boolean dirty = false;
      for (String other : USUAL) {
        dirty |= !other.equals(dialect.delimiter()) && value.contains(other);
      }
      clean += dirty && !DecimalMark.isNumber(value) ? 0 : 1;
    }
    return 0.5 + 0.5 * clean / row.fields().size();
  }

  /** A first row of names: nothing empty, no number, no date. */
  private static boolean looksLikeHeader(List<CsvRow> rows) {
    if (rows.isEmpty()) {
      return true;
    }
    for (String name : rows.get(0).fields()) {
      if (DecimalMark.isNumber(name.strip()) || TimeShape.of(name.strip()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all rows end alike; line ends inside quotes do not matter. */
  private boolean uniformLineEnds(CsvFormat dialect) {
    Set<String> ends = new HashSet<>();
    try (CsvParser parser = new CsvParser(new StringReader(sample), dialect)) {
      while (parser.next()) {
        String raw = parser.raw().toString();
        if (raw.endsWith("\r\n")) {
          ends.add("\r\n");
        } else if (raw.endsWith("\n") || raw.endsWith("\r")) {
          ends.add(raw.substring(raw.length() - 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ends.size() <= 1;
  }
}
