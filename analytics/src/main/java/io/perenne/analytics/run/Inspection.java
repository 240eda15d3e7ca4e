// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.pipeline.IdShape;
import io.perenne.analytics.pipeline.RowLook;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run would make of files, found out without running.
 *
 * @param files the files and how each is read
 * @param rows what became of the rows of transactions; absent if they cannot be read
 * @param rejected the rows of transactions that cannot be read, those of broken structure included
 * @param look the rows as they are understood; absent if they cannot be read
 * @param ids what the ids of customers look like
 * @param findings what the values mean; absent if they cannot be read
 * @param customerRows what became of the rows of the CRM, if there is one that can be read
 * @param rejects some of the rows that cannot be read
 * @param warnings what a person should look at
 * @param refusals why a run would be refused; empty if it would not
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Inspection(
    List<File> files,
    @Nullable RowCounts rows,
    long rejected,
    @Nullable RowLook look,
    List<IdShape> ids,
    @Nullable Findings findings,
    @Nullable CustomerCounts customerRows,
    List<Reject> rejects,
    List<RunDocument.Text> warnings,
    @JsonSerialize(contentUsing = ToStringSerializer.class) List<Problem> refusals) {

  /**
   * A file.
   *
   * @param kind transactions or customers
   * @param profile the export format that it is read as, in English, if it is a known one
   * @param profileTitle the same in both languages
   * @param encoding how its characters are written, for delimited text only
   * @param delimiter what stands between its fields, for delimited text only
   * @param headerLine the line that names the columns, from 1; absent without one
   * @param columns the column of each field, and why
   * @param ignored the columns that are not read
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record File(
      String kind,
      String path,
      String format,
      @Nullable String profile,
      RunDocument.@Nullable Text profileTitle,
      @Nullable String encoding,
      @Nullable String delimiter,
      @Nullable Integer headerLine,
      List<Column> columns,
      List<String> ignored) {

    static File of(String kind, InputFile file) {
      Optional<CsvFormat> text = Optional.ofNullable(file.dialect());
      return new File(
          kind,
          file.path().toString(),
          file.format().toString(),
          file.profile().map(title -> title.label(Language.EN)).orElse(null),
          file.profile().map(Inspection::text).orElse(null),
          text.map(csv -> csv.encoding().name()).orElse(null),
          text.map(CsvFormat::delimiter).orElse(null),
          text.filter(CsvFormat::header).map(csv -> csv.skippedLines() + 1).orElse(null),
          file.mapping().stream().map(found -> Column.of(found)).toList(),
          file.ignored());
    }
  }

  /**
   * The column of a field.
   *
   * @param why why this one, in English
   * @param example the first value found there
   * @param reason why this one, in both languages
   * @param place its place in the file, from 1
   */
  public record Column(
      String field, String column, String why, String example, RunDocument.Text reason, int place) {
    static Column of(FieldMapping found) {
      RunDocument.Text reason = RunDocument.Text.of(found.why());
      return new Column(
          found.field(), found.column(), reason.en(), found.sample(), reason, found.index() + 1);
    }
  }

  /** Returns what is known of files that cannot be opened. */
  static Inspection refused(List<Problem> refusals) {
    return new Inspection(
        List.of(), null, 0, null, List.of(), null, null, List.of(), List.of(), refusals);
  }

  private static RunDocument.Text text(Labelled name) {
    return new RunDocument.Text(name.label(Language.ES), name.label(Language.EN), null);
  }

  /** A row that cannot be read. */
  public record Reject(
      String file,
      String line,
      String column,
      String value,
      @JsonSerialize(using = ToStringSerializer.class) Message reason) {}
}
