// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.text.Compression;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of customers: where each field is and how times of consent are written.
 *
 * @param table the file
 * @param mapping the columns found; several for {@code suppressed} and {@code attribute}
 * @param time how its times are written
 * @param profile the export format that the file is read as
 */
public record CustomerFile(
    TableFile table, List<FieldMapping> mapping, TimeStyle time, Optional<Profile> profile)
    implements SourceFile<CustomerFile> {

  /** The field of every column that is no other field. */
  public static final String ATTRIBUTE = "attribute";

  /** Copies the list. */
  public CustomerFile {
    mapping = List.copyOf(mapping);
  }

  /** Returns the column of a field; the first if there are several. */
  public Optional<FieldMapping> find(String field) {
    return findAll(field).stream().findFirst();
  }

  /** Returns the columns of a field. */
  public List<FieldMapping> findAll(String field) {
    return mapping.stream().filter(found -> found.field().equals(field)).toList();
  }

  /** Returns a column that is kept as it is, by its name in whatever case. */
  public Optional<FieldMapping> attribute(String name) {
    return findAll(ATTRIBUTE).stream()
        .filter(found -> found.column().equalsIgnoreCase(name))
        .findFirst();
  }

  CustomerFile withTable(TableFile other) {
    return new CustomerFile(other, mapping, time, profile);
  }

  @Override
  public CustomerFile mended(Damage damage, TableCopier copier) {
    return withTable(copier.copy(table));
  }

  @Override
  public Object likeness() {
    return List.of(
        table.format(),
        table.columns(),
        table.copy() == null ? Objects.requireNonNullElse(table.dialect(), "") : CsvFormat.COPY,
        table.copy() == null ? table.compression() : Compression.NONE,
        mapping.stream().map(found -> found.field() + "=" + found.index()).toList(),
        time);
  }

  InputFile describe() {
    return InputFile.of(table, mapping, profile);
  }
}
