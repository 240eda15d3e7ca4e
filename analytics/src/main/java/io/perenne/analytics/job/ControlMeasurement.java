// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.ControlReport.Measure;
import io.perenne.analytics.pipeline.FollowUp;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.clv.control.Arm;
import io.perenne.clv.control.ArmSample;
import io.perenne.clv.control.FalseDiscovery;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.Looks;
import io.perenne.clv.segment.Segment;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Takes the customers of an earlier run one after the other and reports on both arms. */
final class ControlMeasurement {
  /** Known of each customer before: money and purchases of as many days, and two of the value. */
  private static final int KNOWN = 4;

  /** Those who have gone quiet: what brings them back is a benefit of its own. */
  private static final Set<String> AWAY =
      Set.of(
          Segment.LOYAL_AT_RISK.id(), Segment.VALUE_REPEATER_AT_RISK.id(), Segment.HIBERNATOR.id());

  /** Of a segment with fewer customers in an arm nothing is told. */
  private static final int FEW = 20;

  private static final double WINSORISED = 0.999;
  private static final long SEED = 20_260_101;

  private final RunDocument before;
  private final RunDocument now;
  private final Looks looks;
  private final int planned;
  private final LocalDate first;
  private final LocalDate last;

  /**
   * What one of the currency in sales is in what the run expects: its margin, if it counts that.
   */
  private final double expectedUnit;

  private final ArmSample.Builder revenue = new ArmSample.Builder(KNOWN);
  private final ArmSample.Builder contactable = new ArmSample.Builder(KNOWN);
  private final ArmSample.Builder returned = new ArmSample.Builder(KNOWN);
  private final ArmSample.Builder unreachable = new ArmSample.Builder(0);
  private final List<double[]> others = new ArrayList<>();
  private long contaminated;
  private long controlGone;
  private long targetGone;

  ControlMeasurement(RunDocument before, RunDocument now, Looks looks, int planned) {
    this.before = before;
    this.now = now;
    this.looks = looks;
    this.planned = planned;
    this.first = before.referenceDate().plusDays(1);
    this.last = now.referenceDate();
    RunDocument.Margin margin = now.margin();
    this.expectedUnit =
        margin != null && "margin".equals(now.configuration().get("ltv-basis")) ? margin.rate() : 1;
  }

  /**
   * Reads both runs.
   *
   * @param customers the table of the later one
   */
  static ControlReport of(
      RunStore store,
      RunDocument before,
      RunDocument now,
      Looks looks,
      int planned,
      PublishedCustomers customers) {
    store.requireWhole(before);
    Path earlier = store.folder(before).resolve(RunStore.CUSTOMERS);
    if (!customers.tellsDays(earlier)) {
      throw MeasureControl.refused("old", before.runId());
    }
    ControlMeasurement measurement = new ControlMeasurement(before, now, looks, planned);
    long later = customers.followed(earlier, measurement::take);
    return measurement.report(later);
  }

  /** Takes the next customer. */
  void take(FollowUp customer) {
    if (!customer.known()) {
      controlGone += customer.arm() == Arm.CONTROL ? 1 : 0;
      targetGone += customer.arm() == Arm.TARGET ? 1 : 0;
      return;
    }
    if (customer.isContaminated()) {
      contaminated++;
      return;
    }
    long from = first.toEpochDay();
    long to = last.toEpochDay();
    long half = from + (to - from + 1) / 2 - 1;
    long earliest = from - (to - from + 1);
    int stratum = Segment.find(customer.segment()).orElseThrow().number();
    double money = FollowUp.money(customer.now(), from, to);
    double[] known = {
      FollowUp.money(customer.before(), earliest, from - 1),
      FollowUp.purchases(customer.before(), earliest, from - 1),
      customer.expected(),
      customer.value()
    };
    int purchases = FollowUp.purchases(customer.now(), from, to);
    revenue.add(stratum, customer.arm(), money, known);
    others.add(
        new double[] {
          purchases,
          purchases > 0 ? 1 : 0,
          money + customer.expectedNow() / expectedUnit,
          FollowUp.money(customer.now(), from, half),
          customer.isUp() ? 1 : 0
        });
    if (AWAY.contains(customer.segment())) {
      returned.add(stratum, customer.arm(), purchases > 0 ? 1 : 0, known);
    }
    if (customer.contactable()) {
      contactable.add(stratum, customer.arm(), money, known);
      unreachable.add(stratum, customer.arm(), customer.contactableNow() ? 0 : 1);
    }
  }

  /**
   * Returns the report.
   *
   * @param later how many got an arm after the start
   */
  ControlReport report(long later) {
    ArmSample money = revenue.build();
    int days = Math.toIntExact(last.toEpochDay() - before.referenceDate().toEpochDay());
    double bound = looks.bound((double) days / planned);
    RunDocument.Margin margin = now.margin();
    double rate = margin == null ? Double.NaN : margin.rate();
    List<ControlReport.Line> measures = new ArrayList<>();
    add(measures, Measure.REVENUE, money, bound);
    if (rate > 0) {
      add(measures, Measure.MARGIN, money.with(scaled(money, rate)), bound);
    }
    add(measures, Measure.PURCHASES, money.with(other(0)), bound);
    add(measures, Measure.BUYERS, money.with(other(1)), bound);
    add(measures, Measure.RETURNED, returned.build(), bound);
    add(measures, Measure.UP, money.with(other(4)), bound);
    add(measures, Measure.VALUE, money.with(other(2)), bound);
    add(measures, Measure.UNREACHABLE, unreachable.build(), bound);
    Lift headline = Lift.of(money, bound, SEED).orElse(null);
    RunDocument.Control control = Objects.requireNonNull(before.control());
    return new ControlReport(
        before.runId(),
        now.runId(),
        first,
        last,
        control.epoch(),
        control.share(),
        looks,
        planned,
        bound,
        new ControlReport.Left(contaminated, controlGone, targetGone, later),
        measures,
        Lift.of(money.winsorised(WINSORISED), bound, SEED).orElse(null),
        Lift.of(contactable.build(), bound, SEED).orElse(null),
        segments(money, bound),
        headline == null || Double.isInfinite(bound)
            ? Double.POSITIVE_INFINITY
            : headline.daysToDecide(days, Lift.error(money.with(other(3)))),
        rate,
        money.size(Arm.CONTROL),
        money.size(Arm.TARGET));
  }

  private static void add(
      List<ControlReport.Line> measures, Measure measure, ArmSample sample, double bound) {
    Lift.of(sample, bound, SEED)
        .ifPresent(lift -> measures.add(new ControlReport.Line(measure, lift)));
  }

  private double[] other(int column) {
    return others.stream().mapToDouble(each -> each[column]).toArray();
  }

  private double[] scaled(ArmSample money, double rate) {
    double[] scaled = new double[money.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = rate * money.outcome(i);
    }
    return scaled;
  }

  /** The headline by segment; those that are found among as many as there are. */
  private static List<ControlReport.SegmentLine> segments(ArmSample money, double bound) {
    Map<Segment, ArmSample> samples = new TreeMap<>();
    for (Segment segment : Segment.values()) {
      ArmSample sample = money.only(segment.number());
      if (sample.size() > 0) {
        samples.put(segment, sample);
      }
    }
    Map<Segment, Lift> lifts = new TreeMap<>();
    samples.forEach(
        (segment, sample) -> {
          if (Math.min(sample.size(Arm.CONTROL), sample.size(Arm.TARGET)) >= FEW) {
            Lift.of(sample, bound, SEED).ifPresent(lift -> lifts.put(segment, lift));
          }
        });
    double limit =
        FalseDiscovery.limit(
            lifts.values().stream().mapToDouble(Lift::probability).toArray(),
            ControlReport.FALSE_DISCOVERIES);
    List<ControlReport.SegmentLine> lines = new ArrayList<>();
    samples.forEach(
        (segment, sample) -> {
          Lift lift = lifts.get(segment);
          lines.add(
              new ControlReport.SegmentLine(
                  segment.id(),
                  sample.size(Arm.CONTROL),
                  sample.size(Arm.TARGET),
                  lift,
                  lift != null
                      && lift.verdict() != Lift.Verdict.NOT_YET
                      && lift.probability() <= limit));
        });
    return lines;
  }
}
