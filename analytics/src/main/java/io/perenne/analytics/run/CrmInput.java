// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.pipeline.CustomerTable;
import java.util.List;
import java.util.Optional;

/**
 * The CRM file of a run, if there is one.
 *
 * @param table its customers
 * @param provenance what was read
 */
record CrmInput(Optional<CustomerTable> table, List<RunDocument.Input> provenance) {
  static CrmInput open(RunRequest request, DuckDbReader reader) {
    return new CrmInput(Optional.empty(), List.of());
  }
}
