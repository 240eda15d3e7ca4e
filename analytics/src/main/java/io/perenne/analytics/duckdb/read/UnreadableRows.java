// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where to look for the unreadable rows of one file.
 *
 * @param table the file
 * @param mapping its columns, to name the one at fault
 * @param sql a SELECT of its rows with {@code bad}, {@code row_place}, the number of the row among
 *     the sound records from 1, and the raw text of each field that can be at fault
 */
record UnreadableRows(TableFile table, List<FieldMapping> mapping, String sql) {
  UnreadableRows {
    mapping = List.copyOf(mapping);
  }

  /** These rows with what became known of them since they were read. */
  UnreadableRows judged(UnaryOperator<String> judged) {
    return new UnreadableRows(table, mapping, judged.apply(sql));
  }

  /** The column of a field, or the field's own name. */
  String column(String field) {
    return mapping.stream()
        .filter(found -> found.field().equals(field))
        .map(FieldMapping::column)
        .findFirst()
        .orElse(field);
  }
}
