// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.IdentityMatch.How;
import io.perenne.analytics.pipeline.ColumnOffer;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the customers of transactions and CRM are the same people. If they are not, every buyer
 * is without an address and everybody in the CRM has never bought: such a run is refused.
 */
final class CrmMeeting {
  /** Fewer ids than this may be strangers by chance. */
  private static final long MOST_BY_CHANCE = 4;

  /** Below this share of the fewer ids it is worth a word. */
  private static final double WORTH_A_WORD = 0.5;

  private CrmMeeting() {}

  /**
   * Returns how they meet.
   *
   * @throws InputException if hardly anybody is on both sides
   */
  static CustomerMatch require(
      Pipeline pipeline, Scanned scanned, CustomerTable crm, RunRequest request) {
    CustomerMatch match = pipeline.join(scanned.histories(), crm);
    double limit = request.configuration().tickets().minCrmShare();
    if (match.share() >= limit) {
      return match;
    }
    Optional<ColumnOffer> offer = pipeline.otherColumns(match, scanned.table(), crm);
    if (offer.isPresent() || match.ids().ids() > MOST_BY_CHANCE) {
      throw new InputException(problem(match, crm, offer));
    }
    return match;
  }

  private static Problem problem(
      CustomerMatch match, CustomerTable crm, Optional<ColumnOffer> offer) {
    return Problem.of(
            Texts.message(
                "problem.crm",
                "" + match.found(),
                "" + match.crm(),
                "" + match.buyers(),
                match.stranger(),
                match.buyer()))
        .withWhere(
            crm.files().stream()
                .map(file -> file.path().toString())
                .collect(Collectors.joining(", ")))
        .withRemedy(
            Texts.message(
                "problem.crm.remedy",
                offer.map(CrmMeeting::remedy).orElseGet(() -> Texts.message("problem.crm.files"))));
  }

  private static Message remedy(ColumnOffer offer) {
    return Texts.message(
        "problem.crm.columns", "" + offer.found(), "" + offer.of(), offer.option());
  }

  /** Returns what a person should know about how they meet. */
  static List<Message> warnings(CustomerMatch match) {
    List<Message> warnings = new ArrayList<>();
    long joined = match.found() - match.ids().asWritten();
    if (joined > 0) {
      warnings.add(
          match.ids().how() == How.WITHOUT_ZEROS
              ? Texts.message("warning.customers.joined-without-zeros", joined)
              : Texts.message("warning.customers.joined-without-case", joined));
    }
    if (match.share() < WORTH_A_WORD) {
      warnings.add(
          Texts.message(
              "warning.customers.few-met",
              match.found(),
              match.buyers(),
              match.crm(),
              match.buyer(),
              match.stranger()));
    }
    return warnings;
  }
}
