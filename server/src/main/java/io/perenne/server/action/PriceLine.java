// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Uplift;
import java.util.Optional;

/**
 * What an action is worth in a segment, of those who may have it.
 *
 * @param candidate the action by one of its treatments
 * @param segment the segment; empty of customers without one
 * @param people how many may have it
 * @param probability their mean probability of a purchase within the window if nothing is done
 * @param uplift what is known of the uplift
 * @param value the mean expected value for one of them
 * @param error the standard deviation of that mean, as the uplift is not known better
 * @param cost the mean expected cost
 * @param planned for how many it is planned
 * @param held how many of these are held back
 */
public record PriceLine(
    Candidate candidate,
    Optional<Segment> segment,
    long people,
    double probability,
    Uplift uplift,
    double value,
    double error,
    double cost,
    long planned,
    long held) {}
