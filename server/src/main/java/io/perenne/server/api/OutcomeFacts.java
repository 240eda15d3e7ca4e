// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ControlReport;
import io.perenne.analytics.job.MeasureControl;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.Looks;
import io.perenne.clv.words.Language;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether it worked. */
public final class OutcomeFacts {
  private final Questions questions;

  OutcomeFacts(Questions questions) {
    this.questions = questions;
  }

  private record Difference(
      double control,
      double target,
      double difference,
      @Nullable Double low,
      @Nullable Double high,
      double relative,
      double relativeLow,
      double relativeHigh,
      @Nullable Double smallest,
      @Nullable Double customersToDecide,
      String verdict) {
    static Difference of(Lift lift) {
      return new Difference(
          lift.control(),
          lift.target(),
          lift.difference(),
          finite(lift.low()),
          finite(lift.high()),
          lift.relative(),
          lift.relativeLow(),
          lift.relativeHigh(),
          finite(lift.smallest()),
          finite(lift.customersToDecide()),
          lift.verdict().name().toLowerCase(Locale.ROOT));
    }
  }

  private static Optional<Difference> shown(boolean hidden, @Nullable Lift lift) {
    return Optional.ofNullable(lift).filter(each -> !hidden).map(Difference::of);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private record Measured(String measure, Difference lift) {}

  private record Segment(
      String segment, long controls, long targets, Optional<Difference> lift, boolean found) {}

  private record Left(long contaminated, long controlGone, long targetGone, long later) {}

  /**
   * Returns what the target arm brought beyond the control group.
   *
   * @param from the run at the start; empty for the first of the same control group
   */
  public ObjectNode control(String id, Optional<String> from, Language language) {
    RunDocument run = questions.run(id);
    RunDocument start =
        from.map(questions::run)
            .or(() -> MeasureControl.start(run, questions.runs().list()))
            .filter(each -> MeasureControl.isStart(each, run))
            .orElseThrow(() -> ApiException.of(404, "no-control-report", run.runId()));
    ControlReport report =
        questions.read(run, reader -> reader.measured(start, Looks.ANY, MeasureControl.YEAR));
    boolean hidden = report.verdict() == ControlReport.Verdict.MISMATCH;
    ObjectNode answer = Questions.about(run);
    answer.put("run_before", start.runId());
    answer.put("first", report.first().toString());
    answer.put("last", report.last().toString());
    answer.put("days", report.days());
    answer.put("epoch", report.epoch());
    answer.put("verdict", report.verdict().code());
    answer.put("controls", report.controls());
    answer.put("targets", report.targets());
    answer.put("share", BigDecimal.valueOf(report.share()));
    answer.put("share_probability", report.ratio().probability());
    answer.put("bound", report.bound());
    answer.put("days_to_decide", finite(report.daysToDecide()));
    ControlReport.Left left = report.left();
    answer.set(
        "left_out",
        Wire.tree(
            new Left(left.contaminated(), left.controlGone(), left.targetGone(), left.later()),
            language));
    List<Measured> measures =
        hidden
            ? List.of()
            : report.measures().stream()
                .map(line -> new Measured(line.measure().code(), Difference.of(line.lift())))
                .toList();
    answer.set("measures", Wire.tree(measures, language));
    answer.set("without_extremes", Wire.tree(shown(hidden, report.sensitivity()), language));
    answer.set("contactable", Wire.tree(shown(hidden, report.contactable()), language));
    List<Segment> segments =
        hidden
            ? List.of()
            : report.segments().stream()
                .map(
                    line ->
                        new Segment(
                            line.segment(),
                            line.controls(),
                            line.targets(),
                            shown(false, line.lift()),
                            line.found()))
                .toList();
    answer.set("segments", Wire.tree(segments, language));
    return answer;
  }
}
