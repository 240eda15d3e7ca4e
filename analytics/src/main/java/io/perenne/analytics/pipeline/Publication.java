// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.config.ControlGroupMode;
import io.perenne.clv.control.ControlGroup;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the datamodel needs besides the segments.
 *
 * @param runId the run that writes it
 * @param language the language of labels and reasons
 * @param customers the customers of the CRM, if there is a CRM file
 * @param contactIdFallback whether a customer without a contact id gets the customer id as one
 * @param revenueBasis whether lifetime value counts revenue, not margin
 * @param margin how lifetime value in margin is made
 * @param control the control group, if there is one
 * @param previous the earlier run to compare with, if there is one
 */
public record Publication(
    String runId,
    Language language,
    Optional<CustomerTable> customers,
    boolean contactIdFallback,
    boolean revenueBasis,
    Margin margin,
    Optional<Control> control,
    Optional<Previous> previous) {

  /**
   * How lifetime value in margin is made.
   *
   * @param known whether histories know the margin of what was bought
   * @param rate what part of the value to come, and if margins are not known of all value, is
   *     margin; 1 if value counts margin already
   */
  public record Margin(boolean known, double rate) {}

  /**
   * The control group.
   *
   * @param group the rules of assignment
   * @param mode how customers are assigned
   * @param ledger the file of all assignments of the epoch so far, which may not exist yet
   * @param nextLedger where to write the assignments with those of this run
   */
  public record Control(ControlGroup group, ControlGroupMode mode, Path ledger, Path nextLedger) {}

  /**
   * The earlier run.
   *
   * @param customers its table of customers
   * @param rebased its reference date segmented anew, if the configuration that defines segments
   *     has changed since
   * @param rules the rules it decided by; with its thresholds
   */
  public record Previous(Path customers, Optional<SegmentTable> rebased, SegmentRules rules) {}
}
