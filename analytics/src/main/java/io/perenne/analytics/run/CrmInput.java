// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.duckdb.DuckDbReader.LoadedCustomers;
import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.CustomerSource;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.pipeline.CustomerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The CRM file of a run, if there is one.
 *
 * @param loaded its customers
 * @param provenance what was read
 */
record CrmInput(Optional<LoadedCustomers> loaded, List<RunDocument.Input> provenance) {
  /** Reads the CRM files of a request. */
  static CrmInput open(RunRequest request, DuckDbReader reader, RejectFile rejects) {
    if (request.customers().isEmpty()) {
      return new CrmInput(Optional.empty(), List.of());
    }
    try (CustomerSource source =
        reader.openCustomers(
            request.customers(),
            request.transactions().mapping(),
            request.transactions().options(),
            request.configuration().timeZone())) {
      return new CrmInput(
          Optional.of(reader.load(source, rejects)),
          Inputs.provenance("customers", source.files()));
    }
  }

  Optional<CustomerTable> table() {
    return loaded.map(LoadedCustomers::table);
  }

  /** Returns what became of the rows. */
  Optional<CustomerCounts> counts() {
    return table().map(CustomerTable::counts);
  }

  /** Refuses a CRM of which too much cannot be read. */
  void requireReadable(RefusedRows limit) {
    loaded.ifPresent(
        crm ->
            limit.require(
                "rows of customers",
                crm.rejects(),
                crm.table().counts().rows(),
                RejectLimit.REMEDY));
  }

  /** Returns what a person should know about the CRM. */
  List<RunDocument.Text> warnings() {
    List<RunDocument.Text> warnings = new ArrayList<>();
    counts().ifPresent(counts -> warn(counts, warnings));
    loaded.flatMap(crm -> RejectWarning.of(crm.rejects())).ifPresent(warnings::add);
    return warnings;
  }

  private static void warn(CustomerCounts counts, List<RunDocument.Text> warnings) {
    long lost = counts.unreadable() - counts.unreadableConsents();
    if (lost > 0) {
      warnings.add(
          text(
              "%,d filas de clientes no se pudieron leer y no están en el datamodel; rejects.csv.gz dice cuáles",
              "%,d rows of customers could not be read and are not in the datamodel; rejects.csv.gz names them",
              lost));
    }
    if (counts.unreadableConsents() > 0) {
      warnings.add(
          text(
              "%,d consentimientos no se pudieron leer y cuentan como retirados; rejects.csv.gz dice cuáles",
              "%,d consents could not be read and count as withdrawn; rejects.csv.gz names them",
              counts.unreadableConsents()));
    }
    if (counts.withoutId() > 0) {
      warnings.add(
          text(
              "%,d filas de clientes no tienen id y no están en el datamodel",
              "%,d rows of customers have no id and are not in the datamodel", counts.withoutId()));
    }
    if (counts.invalidEmails() > 0) {
      warnings.add(
          text(
              "%,d correos no son direcciones válidas y quedan vacíos",
              "%,d e-mails are no valid addresses and are left empty", counts.invalidEmails()));
    }
  }

  private static RunDocument.Text text(String es, String en, long count) {
    return new RunDocument.Text(
        String.format(Locale.forLanguageTag("es"), es, count),
        String.format(Locale.ENGLISH, en, count));
  }
}
