// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.Facts;
import io.perenne.clv.control.Arm;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a run says of whether customers may be contacted. Safe for use by many threads. */
public final class ContactFacts {
  private static final String NAME = "contact";
  private static final List<String> EMAIL = List.of("EMAIL_COMMUNICATIONS");
  private static final String ARM = "CG_SEGMENT";

  private final PublishedRuns runs;

  /** Looks into runs. */
  public ContactFacts(PublishedRuns runs) {
    this.runs = runs;
  }

  /**
   * Returns whether any of some customers, who are one person, is in the universal control group.
   */
  public boolean isControl(RunDocument run, Collection<String> customerIds) {
    return customerIds.stream()
        .anyMatch(
            each -> facts(run, each).flatMap(Facts::text).equals(Optional.of(Arm.CONTROL.code())));
  }

  /** Returns whether the same holds of the newest run; false before there is one. */
  public boolean isControl(Collection<String> customerIds) {
    return runs.latest().filter(run -> isControl(run, customerIds)).isPresent();
  }

  /** Returns whether a customer has agreed to e-mail. */
  public boolean agreesToEmail(RunDocument run, String customerId) {
    return facts(run, customerId).filter(each -> each.number(0) == 1).isPresent();
  }

  private Optional<Facts> facts(RunDocument run, String customerId) {
    return runs.read(run, reader -> reader.facts(NAME, EMAIL, ARM, customerId));
  }
}
