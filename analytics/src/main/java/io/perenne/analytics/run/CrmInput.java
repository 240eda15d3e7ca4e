// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The CRM file of a run, if there is one.
 *
 * @param table its customers
 * @param provenance what was read
 * @param match how its customers and those of the transactions meet, once that is known
 */
record CrmInput(
    Optional<CustomerTable> table,
    List<RunDocument.Input> provenance,
    Optional<CustomerMatch> match) {
  /** Reads the CRM files of a request. */
  static CrmInput open(RunRequest request, InputReader reader, RejectFile rejects) {
    if (request.customers().isEmpty()) {
      return new CrmInput(Optional.empty(), List.of(), Optional.empty());
    }
    CustomerTable table =
        reader.readCustomers(request.customers(), request.transactions(), rejects);
    return new CrmInput(
        Optional.of(table), Inputs.provenance("customers", table.files()), Optional.empty());
  }

  /** Returns what became of the rows. */
  Optional<CustomerCounts> counts() {
    return table.map(CustomerTable::counts);
  }

  /** Refuses a CRM of which too much cannot be read. */
  void requireReadable(RefusedRows limit) {
    table.ifPresent(
        crm ->
            limit.require(
                Texts.message("rows.customers"),
                crm.rejects(),
                crm.counts().rows(),
                RejectLimit.remedy()));
  }

  /** Finds its customers in the transactions; refuses a CRM of other people. */
  CrmInput meet(Pipeline pipeline, Scanned scanned, RunRequest request) {
    return new CrmInput(
        table, provenance, table.map(crm -> CrmMeeting.require(pipeline, scanned, crm, request)));
  }

  /** Returns what a person should know about the CRM. */
  List<Message> warnings() {
    List<Message> warnings = new ArrayList<>();
    counts().ifPresent(counts -> warn(counts, warnings));
    match.map(CrmMeeting::warnings).ifPresent(warnings::addAll);
    table.flatMap(crm -> RejectWarning.of(crm.rejects())).ifPresent(warnings::add);
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
