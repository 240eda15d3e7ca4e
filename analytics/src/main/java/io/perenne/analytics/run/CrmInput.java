// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.duckdb.DuckDbReader;
import io.perenne.analytics.duckdb.DuckDbReader.LoadedCustomers;
import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.CustomerSource;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
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
  List<Message> warnings() {
    List<Message> warnings = new ArrayList<>();
    counts().ifPresent(counts -> warn(counts, warnings));
    loaded.flatMap(crm -> RejectWarning.of(crm.rejects())).ifPresent(warnings::add);
    return warnings;
  }

  private static void warn(CustomerCounts counts, List<Message> warnings) {
    long lost = counts.unreadable() - counts.unreadableConsents();
    if (lost > 0) {
      warnings.add(Texts.message("warning.customers.unreadable", lost));
    }
    if (counts.unreadableConsents() > 0) {
      warnings.add(
          Texts.message("warning.customers.unreadable-consents", counts.unreadableConsents()));
    }
    if (counts.withoutId() > 0) {
      warnings.add(Texts.message("warning.customers.without-id", counts.withoutId()));
    }
    if (counts.invalidEmails() > 0) {
      warnings.add(Texts.message("warning.customers.invalid-emails", counts.invalidEmails()));
    }
  }
}
