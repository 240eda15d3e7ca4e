// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why segments 01 to 10 are empty, those with one cause told in one sentence. */
final class EmptySegments {
  private static final String CODE = "segment-empty";

  private EmptySegments() {}

  static List<CheckResult> check(RunSummary run) {
    Map<Message, List<Segment>> byCause = new LinkedHashMap<>();
    for (SegmentAggregate aggregate : run.totals().segments()) {
      Segment segment = aggregate.segment();
      if (aggregate.customers() == 0 && segment != Segment.INACTIVE) {
        byCause.computeIfAbsent(cause(segment, run), cause -> new ArrayList<>()).add(segment);
      }
    }
    if (byCause.isEmpty()) {
      return List.of(CheckResult.ok(CODE));
    }
    return byCause.entrySet().stream()
        .map(
            entry ->
                CheckResult.warn(
                    CODE,
                    Message.of("check.segment-empty", names(entry.getValue()), entry.getKey())))
        .toList();
  }

  /** Returns the first cause that is enough, from the widest to the most particular. */
  private static Message cause(Segment segment, RunSummary run) {
    Thresholds thresholds = run.thresholds();
    if (run.totals().buyers() == 0) {
      return Message.of("check.empty.no-buyers");
    }
    return switch (segment) {
      case TOP_OUTLIER ->
          run.outliers() == 0
              ? Message.of("check.empty.no-outliers", thresholds.fence())
              : Message.of("check.empty.outliers-silent", run.outliers());
      case LOYAL_VIP, NOTABLE_LOYAL -> loyal(run, Message.of("check.empty.loyal-elsewhere"));
      case LOYAL_AT_RISK -> loyal(run, Message.of("check.empty.loyal-on-rhythm"));
      case VALUE_REPEATER, LOW_VALUE_REPEATER ->
          run.repeaters() == 0
              ? Message.of("check.empty.no-repeaters")
              : Message.of("check.empty.repeaters-elsewhere");
      case VALUE_REPEATER_AT_RISK ->
          run.repeaters() == 0
              ? Message.of("check.empty.no-repeaters")
              : tooShortOr(run, Message.of("check.empty.repeaters-on-rhythm"));
      case RECENT_CUSTOMER ->
          run.newCustomers() == 0
              ? Message.of("check.empty.no-new", thresholds.newWindowDays())
              : Message.of("check.empty.new-elsewhere", run.newCustomers());
      case LOW_VALUE_MASS -> Message.of("check.empty.no-mass");
      case HIBERNATOR, INACTIVE -> tooShortOr(run, Message.of("check.empty.nobody-silent"));
    };
  }

  private static Message loyal(RunSummary run, Message otherwise) {
    if (run.repeaters() == 0) {
      return Message.of("check.empty.no-repeaters");
    }
    return run.loyal() == 0
        ? tooShortOr(
            run, Message.of("check.empty.no-loyal", run.thresholds().loyalMinPurchaseDays()))
        : otherwise;
  }

  private static Message tooShortOr(RunSummary run, Message otherwise) {
    Thresholds thresholds = run.thresholds();
    double gap = thresholds.populationDays();
    return thresholds.intervalDays() < RunChecks.LEAST_GAPS_PER_INTERVAL * gap
        ? Message.of("check.empty.interval-short", thresholds.intervalDays(), gap)
        : otherwise;
  }

  private static List<Message> names(List<Segment> segments) {
    return segments.stream().map(s -> Message.of("check.empty.segment", s.id(), s)).toList();
  }
}
