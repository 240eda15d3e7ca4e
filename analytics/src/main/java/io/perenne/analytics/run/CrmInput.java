// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.ingest.CustomerSource;
import io.perenne.analytics.ingest.RejectFile;
import io.perenne.analytics.pipeline.CustomerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The CRM file of a run, if there is one.
 *
 * @param table its customers
 * @param provenance what was read
 */
record CrmInput(Optional<CustomerTable> table, List<RunDocument.Input> provenance) {
  /** Reads the CRM files of a request. */
  static CrmInput open(RunRequest request, DuckDbReader reader, RejectFile rejects) {
    if (request.customers().isEmpty()) {
      return new CrmInput(Optional.empty(), List.of());
    }
    try (CustomerSource source =
        reader.openCustomers(
            request.customers(),
            request.mapping(),
            request.readOptions(),
            request.configuration().timeZone())) {
      return new CrmInput(
          Optional.of(reader.load(source, rejects)),
          Inputs.provenance("customers", source.files()));
    }
  }

  /** Returns what a person should know about the CRM. */
  List<RunDocument.Text> warnings() {
    List<RunDocument.Text> warnings = new ArrayList<>();
    table
        .filter(crm -> crm.unreadable() > 0)
        .ifPresent(
            crm ->
                warnings.add(
                    text(
                        "%,d filas de clientes no se pudieron leer y no están en el datamodel; rejects.csv.gz dice cuáles",
                        "%,d rows of customers could not be read and are not in the datamodel; rejects.csv.gz names them",
                        crm.unreadable())));
    table
        .filter(crm -> crm.invalidEmails() > 0)
        .ifPresent(
            crm ->
                warnings.add(
                    text(
                        "%,d correos no son direcciones válidas y quedan vacíos",
                        "%,d e-mails are no valid addresses and are left empty",
                        crm.invalidEmails())));
    return warnings;
  }

  private static RunDocument.Text text(String es, String en, long count) {
    return new RunDocument.Text(
        String.format(Locale.forLanguageTag("es"), es, count),
        String.format(Locale.ENGLISH, en, count));
  }
}
