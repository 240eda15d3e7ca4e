// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.pipeline.CustomerGroup;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.pipeline.SegmentFigures;
import io.perenne.clv.segment.Channel;
import io.perenne.clv.segment.Journey;
import io.perenne.clv.segment.RuleInWords;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.server.ui.frame.ReaderNumbers;
import io.perenne.server.ui.segments.SegmentFlows;
import io.perenne.server.ui.segments.SegmentsView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What is asked of segments and bands. */
public final class SegmentFacts {
  private final Questions questions;

  SegmentFacts(Questions questions) {
    this.questions = questions;
  }

  private record Group(
      String id,
      String name,
      long customers,
      double share,
      long control,
      long up,
      long down,
      OptionalLong change,
      OptionalDouble rhythmDays,
      OptionalDouble silenceDays,
      OptionalDouble lifeDays,
      long tickets,
      Optional<BigDecimal> ticketAvg,
      BigDecimal revenue,
      BigDecimal value,
      double valueShare,
      Optional<BigDecimal> meanValue,
      Optional<Expected> expected,
      List<Past> history) {
    static Group of(
        String id,
        String name,
        CustomerGroup group,
        CustomerGroup all,
        OptionalLong change,
        Optional<RunDocument.Expected> expected,
        List<Past> history) {
      return new Group(
          id,
          name,
          group.customers(),
          Questions.share((double) group.customers(), (double) all.customers()),
          group.control(),
          group.up(),
          group.down(),
          change,
          group.meanRhythm(),
          group.meanSilence(),
          group.meanLife(),
          group.tickets(),
          Questions.cents(group.meanTicket()),
          Questions.cents(group.revenue()),
          Questions.cents(group.value()),
          Questions.share(group.value(), all.value()),
          Questions.cents(group.meanValue()),
          expected.map(Expected::of),
          history);
    }
  }

  private record Expected(BigDecimal value, BigDecimal low, BigDecimal high, BigDecimal lastYear) {
    static Expected of(RunDocument.Expected expected) {
      return new Expected(
          Questions.cents(expected.value()),
          Questions.cents(expected.low()),
          Questions.cents(expected.high()),
          Questions.cents(expected.lastYear()));
    }
  }

  /** How many customers a segment had in a run. */
  private record Past(String runId, LocalDate referenceDate, long customers) {}

  private record ValueStep(String band, BigDecimal from, long customers) {
    static List<ValueStep> of(List<RunFigures.ValueCell> cells) {
      return cells.stream()
          .map(cell -> new ValueStep(cell.band(), Questions.cents(cell.from()), cell.customers()))
          .toList();
    }
  }

  private record Activity(int ticketsFrom, Optional<Integer> silenceUpTo, long customers) {
    static Activity of(RunFigures.ActivityCell cell) {
      int silence = cell.silenceClass();
      return new Activity(
          RunFigures.TICKETS_FROM.get(cell.ticketsClass()),
          silence < RunFigures.SILENCE_UP_TO.size()
              ? Optional.of(RunFigures.SILENCE_UP_TO.get(silence))
              : Optional.empty(),
          cell.customers());
    }
  }

  /**
   * Returns the eleven segments, or the five bands.
   *
   * @param bands whether the rows are bands
   */
  public ObjectNode list(String id, boolean bands, Language language) {
    RunDocument run = questions.run(id);
    RunFigures figures = questions.read(run, RunReader::figures);
    SegmentsView view = view(run, figures, bands, language);
    CustomerGroup all = view.all();
    List<RunDocument> past = past(run, view);
    ObjectNode answer = Questions.about(run);
    answer.put("run_before", view.before().map(RunDocument::runId).orElse(null));
    answer.set(
        bands ? "bands" : "segments",
        Wire.tree(
            view.rows().stream()
                .map(
                    row ->
                        Group.of(
                            row.id(),
                            row.name(),
                            row.group(),
                            all,
                            row.change(),
                            bands ? Optional.empty() : expected(run, row.id()),
                            history(row, past)))
                .toList(),
            language));
    answer.set(
        "total",
        Wire.tree(
            Group.of(
                "total",
                Words.message("total").in(language),
                all,
                all,
                OptionalLong.empty(),
                Optional.ofNullable(run.totals().expected()),
                List.of()),
            language));
    ObjectNode risk = answer.putObject("at_risk");
    risk.put("customers", view.atRisk().customers());
    risk.put("value", Questions.cents(view.atRisk().value()));
    risk.put("margin", view.marginAtRisk().map(Questions::cents).orElse(null));
    answer.set("values", Wire.tree(ValueStep.of(figures.values()), language));
    answer.set(
        "activity", Wire.tree(figures.activity().stream().map(Activity::of).toList(), language));
    return answer;
  }

  private SegmentsView view(RunDocument run, RunFigures figures, boolean bands, Language language) {
    return SegmentsView.of(
        run, questions.runs().before(run), questions.runs().list(), figures, bands, language);
  }

  /** The runs that a row's history is of, the oldest first. */
  private static List<RunDocument> past(RunDocument run, SegmentsView view) {
    List<RunDocument> past = new ArrayList<>();
    int most = view.rows().isEmpty() ? 0 : view.rows().get(0).history().size();
    for (RunDocument each : view.runs()) {
      if (!each.startedAt().isAfter(run.startedAt()) && past.size() < most) {
        past.add(0, each);
      }
    }
    return past;
  }

  private static List<Past> history(SegmentsView.Row row, List<RunDocument> past) {
    List<Past> history = new ArrayList<>();
    for (int i = 0; i < row.history().size(); i++) {
      RunDocument run = past.get(i);
      history.add(new Past(run.runId(), run.referenceDate(), row.history().get(i)));
    }
    return history;
  }

  private static Optional<RunDocument.Expected> expected(RunDocument run, String id) {
    return run.segments().stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .flatMap(row -> Optional.ofNullable(row.expected()));
  }

  private record JourneyRow(
      String id, String name, String when, String content, String goal, List<String> channels) {
    static JourneyRow of(Journey journey, Language language) {
      return new JourneyRow(
          journey.id(),
          journey.label(language),
          journey.when(language),
          journey.content(language),
          journey.goal(language),
          journey.channels().stream().map(JourneyRow::code).toList());
    }

    private static String code(Channel channel) {
      return channel.name().toLowerCase(Locale.ROOT);
    }
  }

  private record Cause(String cause, long customers, BigDecimal value) {
    static Cause of(RunDocument.Cause cause) {
      return new Cause(cause.cause(), cause.customers(), Questions.cents(cause.lifetimeValue()));
    }
  }

  private record Flow(String segment, long customers, BigDecimal value, List<Cause> causes) {
    static List<Flow> of(List<SegmentFlows.Flow> flows) {
      return flows.stream()
          .map(
              flow ->
                  new Flow(
                      flow.other().id(),
                      flow.customers(),
                      Questions.cents(flow.value()),
                      flow.causes().stream().map(Cause::of).toList()))
          .toList();
    }
  }

  private record Flows(
      long had,
      long has,
      long entered,
      long left,
      List<Flow> in,
      long fresh,
      List<Flow> out,
      long gone) {
    static Flows of(SegmentFlows flows) {
      return new Flows(
          flows.had(),
          flows.has(),
          flows.entered(),
          flows.left(),
          Flow.of(flows.in()),
          flows.fresh(),
          Flow.of(flows.out()),
          flows.gone());
    }
  }

  private record Silence(double timesRhythm, long customers) {}

  private record Tickets(int tickets, long customers) {}

  /** Returns one segment: who they are, why they are in it, what to do. */
  public ObjectNode one(String runId, String id, Language language) {
    RunDocument run = questions.run(runId);
    Segment segment =
        Segment.find(id)
            .filter(each -> each.id().equals(id))
            .orElseThrow(() -> ApiException.of(404, "no-segment", id));
    RunFigures everybody = questions.read(run, RunReader::figures);
    SegmentFigures figures = questions.read(run, reader -> reader.segment(id));
    SegmentsView view = view(run, everybody, false, language);
    SegmentsView.Row row =
        view.rows().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    ObjectNode answer = Questions.about(run);
    answer.setAll(
        Objects.requireNonNull(
            Wire.object(
                Group.of(
                    id,
                    row.name(),
                    row.group(),
                    view.all(),
                    row.change(),
                    expected(run, id),
                    history(row, past(run, view))),
                language)));
    answer.put("description", segment.description(language));
    answer.put("marketing_goal", segment.marketingGoal(language));
    ReaderNumbers numbers = new ReaderNumbers(language, Questions.currency(run));
    answer.set(
        "rule", Wire.tree(RuleInWords.of(segment, run.thresholds(), numbers::cents), language));
    answer.put("reachable", figures.reachable());
    answer.put("target", row.group().customers() - row.group().control());
    answer.set(
        "journeys",
        Wire.tree(
            Journey.of(segment).stream().map(each -> JourneyRow.of(each, language)).toList(),
            language));
    answer.set("flows", Wire.tree(SegmentFlows.of(segment, run).map(Flows::of), language));
    answer.set("values", Wire.tree(ValueStep.of(figures.values()), language));
    answer.set(
        "silence",
        Wire.tree(
            figures.rhythm().stream()
                .map(
                    step ->
                        new Silence(
                            (double) step.step() / SegmentFigures.STEPS_PER_RHYTHM,
                            step.customers()))
                .toList(),
            language));
    answer.set(
        "purchases",
        Wire.tree(
            figures.tickets().stream()
                .map(step -> new Tickets(step.step(), step.customers()))
                .toList(),
            language));
    return answer;
  }
}
