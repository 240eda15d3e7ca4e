// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How one delimited text file is written.
 *
 * @param encoding character encoding
 * @param delimiter text between two fields
 * @param quote character around fields, absent if the file does not quote
 * @param escape character before a quote inside a quoted field, absent if there is no quote
 * @param comment first character of lines to skip, absent if there are none
 * @param header whether the first row holds column names
 * @param trim whether blanks around a field, outside its quotes, are dropped
 * @param ignoreEmptyLines whether a line without any character is skipped
 * @param skippedLines how many lines of title stand above the table
 * @param uniformLineEnds whether all line ends of the sample are alike; the bulk reader insists
 * @param quotesSeen whether the sample has a quote anywhere
 */
public record CsvFormat(
    Charset encoding,
    String delimiter,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Character comment,
    boolean header,
    boolean trim,
    boolean ignoreEmptyLines,
    int skippedLines,
    boolean uniformLineEnds,
    boolean quotesSeen) {

  /** RFC 4180 in UTF-8 without a header, as our own copies are written. */
  public static final CsvFormat COPY =
      new CsvFormat(StandardCharsets.UTF_8, ",", '"', '"', null, false, false, true, 0, true, true);

  CsvFormat withHeader(boolean value) {
    return new CsvFormat(
        encoding,
        delimiter,
        quote,
        escape,
        comment,
        value,
        trim,
        ignoreEmptyLines,
        skippedLines,
        uniformLineEnds,
        quotesSeen);
  }

  public CsvFormat withEncoding(Charset value) {
    return new CsvFormat(
        value,
        delimiter,
        quote,
        escape,
        comment,
        header,
        trim,
        ignoreEmptyLines,
        skippedLines,
        uniformLineEnds,
        quotesSeen);
  }

  CsvFormat withSkippedLines(int value) {
    return new CsvFormat(
        encoding,
        delimiter,
        quote,
        escape,
        comment,
        header,
        trim,
        ignoreEmptyLines,
        value,
        uniformLineEnds,
        quotesSeen);
  }

  CsvFormat withUniformLineEnds(boolean value) {
    return new CsvFormat(
        encoding,
        delimiter,
        quote,
        escape,
        comment,
        header,
        trim,
        ignoreEmptyLines,
        skippedLines,
        value,
        quotesSeen);
  }

  /** In words, for a report: {@code ";" separated, quoted by ", UTF-8, header}. */
  public String description() {
    String separator = "\t".equals(delimiter) ? "tab" : '"' + delimiter + '"';
    return separator
        + " separated"
        + (quote == null ? ", no quotes" : ", quoted by " + quote)
        + ", "
        + encoding.name()
        + (header ? ", with header" : ", without header");
  }
}
