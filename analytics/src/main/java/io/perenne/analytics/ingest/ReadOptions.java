// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import io.perenne.analytics.config.InputSettings;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the user knows about their files. Whatever is absent is found out from the content.
 *
 * @param delimiter text between two fields, one to four characters; absent: detected
 * @param quote character around fields; {@code '\0'}: there is none; absent: detected
 * @param escape character before a quote inside a quoted field; absent: the quote itself, or what
 *     the content shows
 * @param comment first character of lines to skip; absent: none
 * @param header whether the first row holds column names; absent: detected
 * @param encoding character encoding; absent: detected
 * @param trim whether blanks around a field, outside its quotes, are dropped
 * @param ignoreEmptyLines whether a line without any character is skipped
 * @param nullTexts fields with exactly one of these texts are empty
 * @param decimalSeparator {@code '.'} or {@code ','}; absent: detected
 * @param dateFormat pattern of dates in strptime letters, for example {@code %d/%m/%Y %H:%M}, or
 *     one of {@code ymd}, {@code dmy}, {@code mdy}; absent: detected
 * @param profile the export format: {@code auto}, {@code none}, or a profile's name
 * @param currency ISO code of amounts where no column tells it; empty: unknown
 */
public record ReadOptions(
    @Nullable String delimiter,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Character comment,
    @Nullable Boolean header,
    @Nullable Charset encoding,
    boolean trim,
    boolean ignoreEmptyLines,
    List<String> nullTexts,
    @Nullable Character decimalSeparator,
    @Nullable String dateFormat,
    String profile,
    String currency) {

  /** The texts that databases, spreadsheets and statistics packages write for nothing. */
  static final List<String> USUAL_NULL_TEXTS =
      List.of("NULL", "null", "\\N", "NA", "N/A", "#N/A", "NaN", "nan", "None", "(null)");

  /** A quote that no file contains: quoting is off. */
  public static final char NO_QUOTE = '\0';

  public ReadOptions {
    nullTexts = List.copyOf(nullTexts);
    if (delimiter != null && (delimiter.isEmpty() || delimiter.length() > 4)) {
      throw new IllegalArgumentException(
          "delimiter is not one to four characters: \"" + delimiter + "\"");
    }
    if (decimalSeparator != null && decimalSeparator != '.' && decimalSeparator != ',') {
      throw new IllegalArgumentException(
          "decimal separator is neither point nor comma: " + decimalSeparator);
    }
  }

  /** Everything is detected; empty lines are skipped; the usual null texts count as empty. */
  public static ReadOptions detect() {
    return new ReadOptions(
        null, null, null, null, null, null, false, true, USUAL_NULL_TEXTS, null, null, "auto", "");
  }

  /** What a configuration says, and the rest detected. */
  public static ReadOptions of(InputSettings settings) {
    ReadOptions options = detect().withProfile(settings.profile());
    if (settings.dateFormat().isPresent()) {
      options = options.withDateFormat(settings.dateFormat().get());
    }
    if (settings.decimalSeparator().isPresent()) {
      char separator = settings.decimalSeparator().get().equals("comma") ? ',' : '.';
      options = options.withDecimalSeparator(separator);
    }
    return options;
  }

  /** With this text between fields. */
  public ReadOptions withDelimiter(String value) {
    return with(draft -> draft.delimiter = value);
  }

  /** With this quote character. */
  public ReadOptions withQuote(char value) {
    return with(draft -> draft.quote = value);
  }

  /** Without quoting: a quote is a character like any other. */
  public ReadOptions withoutQuote() {
    return withQuote(NO_QUOTE);
  }

  /** With this escape character. */
  public ReadOptions withEscape(char value) {
    return with(draft -> draft.escape = value);
  }

  /** With lines that begin with this character skipped. */
  public ReadOptions withComment(char value) {
    return with(draft -> draft.comment = value);
  }

  /** With the first row as column names. */
  public ReadOptions withHeader() {
    return with(draft -> draft.header = true);
  }

  /** With the first row as data; columns are then named {@code column1}, {@code column2}, … */
  public ReadOptions withoutHeader() {
    return with(draft -> draft.header = false);
  }

  /** With this character encoding. */
  public ReadOptions withEncoding(Charset value) {
    return with(draft -> draft.encoding = value);
  }

  /** With blanks around fields dropped. */
  public ReadOptions withTrim() {
    return with(draft -> draft.trim = true);
  }

  /** With an empty line kept as a row of one empty field. */
  public ReadOptions withEmptyLinesKept() {
    return with(draft -> draft.ignoreEmptyLines = false);
  }

  /** With an empty line skipped. */
  public ReadOptions withEmptyLinesIgnored() {
    return with(draft -> draft.ignoreEmptyLines = true);
  }

  /** With exactly these texts read as empty. */
  public ReadOptions withNullTexts(List<String> values) {
    return with(draft -> draft.nullTexts = values);
  }

  /** With this decimal separator, {@code '.'} or {@code ','}. */
  public ReadOptions withDecimalSeparator(char value) {
    return with(draft -> draft.decimalSeparator = value);
  }

  /** With this date format: strptime letters, or {@code ymd}, {@code dmy} or {@code mdy}. */
  public ReadOptions withDateFormat(String value) {
    return with(draft -> draft.dateFormat = value);
  }

  /** With this profile: {@code auto}, {@code none} or a name. */
  public ReadOptions withProfile(String value) {
    return with(draft -> draft.profile = value);
  }

  /** With amounts in this currency where no column tells it: an ISO code. */
  public ReadOptions withCurrency(String value) {
    return with(draft -> draft.currency = value);
  }

  private ReadOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The same options, one of which is about to change. */
  private static final class Draft {
    private @Nullable String delimiter;
    private @Nullable Character quote;
    private @Nullable Character escape;
    private @Nullable Character comment;
    private @Nullable Boolean header;
    private @Nullable Charset encoding;
    private boolean trim;
    private boolean ignoreEmptyLines;
    private List<String> nullTexts;
    private @Nullable Character decimalSeparator;
    private @Nullable String dateFormat;
    private String profile;
    private String currency;

    Draft(ReadOptions options) {
      delimiter = options.delimiter;
      quote = options.quote;
      escape = options.escape;
      comment = options.comment;
      header = options.header;
      encoding = options.encoding;
      trim = options.trim;
      ignoreEmptyLines = options.ignoreEmptyLines;
      nullTexts = options.nullTexts;
      decimalSeparator = options.decimalSeparator;
      dateFormat = options.dateFormat;
      profile = options.profile;
      currency = options.currency;
    }

    ReadOptions options() {
      return new ReadOptions(
          delimiter,
          quote,
          escape,
          comment,
          header,
          encoding,
          trim,
          ignoreEmptyLines,
          nullTexts,
          decimalSeparator,
          dateFormat,
          profile,
          currency);
    }
  }
}
