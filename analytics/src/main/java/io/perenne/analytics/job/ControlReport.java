// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.clv.control.ControlShare;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.Looks;
import io.perenne.clv.control.SampleRatio;
import io.perenne.clv.segment.Segment;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the target arm brought beyond the control group between two runs of one epoch: everybody who
 * had an arm in the earlier run, whatever was sent, with what they bought from the day after it to
 * the day of the later one.
 *
 * @param runBefore the id of the run at the start
 * @param run the id of the later run
 * @param first the first day that counts
 * @param last the last day that counts
 * @param epoch the id of the epoch
 * @param share the share of the control group that was asked for
 * @param looks how often the report may be looked at
 * @param planned the days after which the last look is due
 * @param bound how many standard errors a difference must have by now
 * @param left who was left out
 * @param measures what was measured, the headline first; none if an arm is nearly empty
 * @param sensitivity the headline with the highest one in a thousand cut to the next; absent
 *     without measures
 * @param contactable the headline among those who could be sent e-mail at the start, in both arms;
 *     absent where that were too few
 * @param segments the headline by the segment at the start
 * @param daysToDecide in how many days from the start the headline, if it goes on, would be
 *     decided; infinite if no time decides it
 * @param marginRate the part of money that is margin; NaN if it is not known
 * @param controls customers in control who count
 * @param targets customers in target who count
 */
public record ControlReport(
    String runBefore,
    String run,
    LocalDate first,
    LocalDate last,
    String epoch,
    double share,
    Looks looks,
    int planned,
    double bound,
    Left left,
    List<Line> measures,
    @Nullable Lift sensitivity,
    @Nullable Lift contactable,
    List<SegmentLine> segments,
    double daysToDecide,
    double marginRate,
    long controls,
    long targets) {
  /** At most this part of the segments that are called different is expected not to be. */
  public static final double FALSE_DISCOVERIES = 0.1;

  /** Copies the lists. */
  public ControlReport {
    measures = List.copyOf(measures);
    segments = List.copyOf(segments);
  }

  /** What is measured, per customer of an arm. */
  public enum Measure {
    /** Net money: the headline. */
    REVENUE,
    /** The margin of it, at the rate of the later run. */
    MARGIN,
    /** Days of purchase. */
    PURCHASES,
    /** Whether there was a purchase. */
    BUYERS,
    /** Whether those at risk or dormant at the start (segments 04, 06 and 10) bought again. */
    RETURNED,
    /** Whether the segment is a better one than at the start. */
    UP,
    /** Money of the time and what the later run expects from now on, by one model for both arms. */
    VALUE,
    /** Whether e-mail, possible at the start, no longer is: a guardrail. */
    UNREACHABLE;

    /** Returns the name in files and texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it is an amount of money. */
    public boolean isMoney() {
      return this == REVENUE || this == MARGIN || this == VALUE;
    }
  }

  /** A measure and what the arms differ in it. */
  public record Line(Measure measure, Lift lift) {}

  /**
   * The headline in a segment.
   *
   * @param segment the id of the segment at the start
   * @param lift the difference within it; absent if an arm has fewer than 20 customers
   * @param found whether the interval excludes 0 and it counts as found among all segments, see
   *     {@link #FALSE_DISCOVERIES}
   */
  public record SegmentLine(
      String segment, long controls, long targets, @Nullable Lift lift, boolean found) {
    /** Returns the segment. */
    public Segment is() {
      return Segment.find(segment).orElseThrow();
    }
  }

  /**
   * Who was left out.
   *
   * @param contaminated those whom the later run has in the other arm, because two people turned
   *     out to be one
   * @param controlGone those in control whom the later run does not know: erased, or merged
   * @param targetGone those in target whom the later run does not know
   * @param later those who got an arm after the start
   */
  public record Left(long contaminated, long controlGone, long targetGone, long later) {}

  /** What can be said of the headline. */
  public enum Verdict {
    /** The arms are not as they were drawn: believe nothing. */
    MISMATCH,
    /** An arm is nearly empty. */
    NOBODY,
    /** The first planned look is still to come. */
    EARLY,
    /** The target arm brought more. */
    HIGHER,
    /** The target arm brought less. */
    LOWER,
    /** It could be either. */
    NOT_YET;

    /** Returns the name in files and texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Returns how many days count. */
  public int days() {
    return Math.toIntExact(last.toEpochDay() - first.toEpochDay() + 1);
  }

  /** Returns whether as many count in control as its share says. */
  public SampleRatio ratio() {
    return new SampleRatio(controls, targets, ControlShare.of(share));
  }

  /** Returns the difference of a measure, if there is one. */
  public Optional<Lift> lift(Measure measure) {
    return measures.stream().filter(line -> line.measure() == measure).map(Line::lift).findFirst();
  }

  /** Returns what can be said of the headline. */
  public Verdict verdict() {
    if (ratio().isMismatch()) {
      return Verdict.MISMATCH;
    }
    Optional<Lift> headline = lift(Measure.REVENUE);
    if (headline.isEmpty()) {
      return Verdict.NOBODY;
    }
    if (Double.isInfinite(bound)) {
      return Verdict.EARLY;
    }
    return Verdict.valueOf(headline.get().verdict().name());
  }
}
