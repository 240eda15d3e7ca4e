// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.pipeline.CustomerTable;
import java.util.List;

/**
 * The customers of a CRM in a table of the database.
 *
 * @param sql a query without its SELECT that yields {@code file, customer, email, contact_id,
 *     consent, consent_time, suppressed, attributes, bad}, with the ids of the file
 * @param columns the columns of the files that are kept as attributes
 * @param attributes the columns in which the datamodel keeps the attributes, in their order
 */
record CrmTable(
    String sql,
    List<String> columns,
    List<String> attributes,
    List<InputFile> files,
    CustomerCounts counts,
    Rejects rejects)
    implements CustomerTable {
  CrmTable {
    columns = List.copyOf(columns);
    attributes = List.copyOf(attributes);
    files = List.copyOf(files);
  }

  /** Returns customers as what this engine handed out. */
  static CrmTable of(CustomerTable customers) {
    return Tables.own(CrmTable.class, customers);
  }
}
