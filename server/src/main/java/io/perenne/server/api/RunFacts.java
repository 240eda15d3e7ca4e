// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ForecastCheck;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.pipeline.MoveCause;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.MovementLedger;
import io.perenne.clv.words.Language;
import io.perenne.server.reading.RunPair;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of runs as a whole. */
public final class RunFacts {
  private final Questions questions;

  RunFacts(Questions questions) {
    this.questions = questions;
  }

  private record Summary(
      String runId,
      LocalDate referenceDate,
      Instant startedAt,
      Instant finishedAt,
      String currency,
      long customers,
      BigDecimal revenue,
      BigDecimal lifetimeValue,
      long rows,
      long rejected,
      int warnings,
      @Nullable String previousRun) {
    static Summary of(RunDocument run) {
      return new Summary(
          run.runId(),
          run.referenceDate(),
          run.startedAt(),
          run.finishedAt(),
          Questions.currency(run),
          run.totals().customers(),
          Questions.cents(run.totals().revenue()),
          Questions.cents(run.totals().lifetimeValue()),
          run.rows().rows(),
          run.rejected(),
          run.warnings().size(),
          run.previousRun());
    }
  }

  /**
   * Returns runs, the newest first.
   *
   * @param cursor where the page begins; empty for the newest
   */
  public ObjectNode list(int limit, Optional<String> cursor, Language language) {
    List<RunDocument> all = questions.runs().list();
    // a run that is published meanwhile must not move the page
    int from = cursor.map(each -> after(all, Cursor.key(each, "runs"))).orElse(0);
    List<RunDocument> page = Questions.page(all, from, limit);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("runs", Wire.tree(page.stream().map(Summary::of).toList(), language));
    boolean more = from + page.size() < all.size();
    answer.put("next_cursor", more ? Cursor.of(page.get(page.size() - 1).runId(), "runs") : null);
    return answer;
  }

  /**
   * Runs are in the order of their ids, so that of one let go meanwhile still says where to go on.
   */
  private static int after(List<RunDocument> newestFirst, String id) {
    return (int) newestFirst.stream().filter(run -> run.runId().compareTo(id) >= 0).count();
  }

  /** Returns everything that a run says of itself. */
  public ObjectNode one(String id, Language language) {
    RunDocument run = questions.run(id);
    ObjectNode answer = Wire.object(run, language);
    answer.put("currency", Questions.currency(run));
    ArrayNode inputs = answer.putArray("inputs");
    for (RunDocument.Input input : run.inputs()) {
      ObjectNode each = inputs.addObject();
      each.put("kind", input.kind());
      each.put("path", input.path());
      each.put("format", input.format(language));
      each.put("bytes", input.bytes());
      each.put("sha256", input.sha256());
      each.set("mapping", Wire.tree(input.mapping(language), language));
    }
    return answer;
  }

  /** Returns what a person should look at. */
  public ObjectNode warnings(String id, Language language) {
    RunDocument run = questions.run(id);
    ObjectNode answer = Questions.about(run);
    ArrayNode warnings = answer.putArray("warnings");
    for (RunDocument.Text warning : run.warnings()) {
      warnings.addObject().put("key", warning.key()).put("message", warning.in(language));
    }
    ArrayNode checks = answer.putArray("checks");
    for (RunDocument.Check check : run.checks()) {
      checks
          .addObject()
          .put("code", check.code())
          .put("severity", check.severity())
          .put("message", check.message().in(language));
    }
    return answer;
  }

  /** Returns what became of the rows that were read. */
  public ObjectNode rejects(String id, Language language) {
    RunDocument run = questions.run(id);
    ObjectNode answer = Questions.about(run);
    answer.put("rejected", run.rejected());
    answer.put("reject_share", run.rejectShare());
    answer.set("rows", Wire.tree(run.rows(), language));
    return answer;
  }

  private record Cell(
      String segmentBefore,
      String segmentNow,
      String bandBefore,
      String bandNow,
      String reason,
      String cause,
      long customers,
      BigDecimal spentBefore,
      BigDecimal expectedBefore,
      BigDecimal spentNow,
      BigDecimal expectedNow) {
    static Cell of(Movement.Cell cell) {
      return new Cell(
          cell.segmentBefore(),
          cell.segmentNow(),
          cell.bandBefore(),
          cell.bandNow(),
          cell.reason().code(),
          cell.cause(),
          cell.customers(),
          cell.soFarBefore(),
          cell.expectedBefore(),
          cell.soFarNow(),
          cell.expectedNow());
    }
  }

  private record Line(
      String reason,
      long customers,
      BigDecimal before,
      BigDecimal spent,
      BigDecimal expected,
      BigDecimal now,
      BigDecimal change) {
    static Line of(MovementLedger.Line line) {
      return new Line(
          line.code(),
          line.customers(),
          line.before(),
          line.soFar(),
          line.expected(),
          line.now(),
          line.change());
    }
  }

  private record Cause(
      String cause, String name, long up, long down, BigDecimal upChange, BigDecimal downChange) {
    static Cause of(MoveCause cause, Language language) {
      return new Cause(
          cause.cause().code(),
          cause.cause().label(language),
          cause.up(),
          cause.down(),
          cause.upChange(),
          cause.downChange());
    }
  }

  /**
   * Returns how the customers moved between two runs.
   *
   * @param from the other run; empty for the one it was compared with
   */
  public ObjectNode movement(String id, Optional<String> from, Language language) {
    RunDocument run = questions.run(id);
    RunPair pair =
        RunPair.of(questions.runs(), run, from.map(questions::run))
            .orElseThrow(() -> ApiException.of(404, "one-run"));
    Movement movement = questions.read(pair.now(), reader -> reader.since(pair.before()));
    MovementLedger ledger = MovementLedger.of(movement);
    ObjectNode answer = Questions.about(pair.now());
    answer.put("run_before", pair.before().runId());
    answer.put("reference_date_before", pair.before().referenceDate().toString());
    answer.put("stayed", movement.stayed());
    answer.put("up", movement.up());
    answer.put("down", movement.down());
    answer.put("new", movement.arrived());
    answer.put("gone", movement.gone());
    answer.put("stay_share", movement.stayShare());
    answer.set("ledger", Wire.tree(ledger.lines().stream().map(Line::of).toList(), language));
    answer.set("total", Wire.tree(Line.of(ledger.total()), language));
    answer.set(
        "causes",
        Wire.tree(
            MoveCause.of(movement).stream().map(each -> Cause.of(each, language)).toList(),
            language));
    answer.set("cells", Wire.tree(movement.cells().stream().map(Cell::of).toList(), language));
    return answer;
  }

  private record Foretold(
      String segment,
      long customers,
      BigDecimal expected,
      @Nullable BigDecimal low,
      @Nullable BigDecimal high,
      BigDecimal came,
      double bias,
      @Nullable Boolean within,
      double expectedPurchases,
      long purchases) {
    static Foretold of(ForecastCheck.Line line) {
      boolean range = line.hasRange();
      return new Foretold(
          line.segment(),
          line.customers(),
          Questions.cents(line.expected()),
          range ? Questions.cents(line.low()) : null,
          range ? Questions.cents(line.high()) : null,
          Questions.cents(line.came()),
          line.bias(),
          range ? line.isWithin() : null,
          line.expectedPurchases(),
          line.purchases());
    }
  }

  /**
   * Returns what an earlier run expected up to the day of this one, and what came.
   *
   * @param from the id of the earlier run
   */
  public ObjectNode forecastCheck(String id, String from, Language language) {
    RunDocument run = questions.run(id);
    RunDocument before = questions.run(from);
    if (!RunReader.canForetell(before, run)) {
      throw ApiException.of(404, "no-forecast", before.runId(), run.runId());
    }
    ForecastCheck check =
        questions
            .read(run, reader -> reader.foretold(before))
            .orElseThrow(() -> ApiException.of(404, "no-forecast", before.runId(), run.runId()));
    ObjectNode answer = Questions.about(run);
    answer.put("run_before", before.runId());
    answer.put("reference_date_before", before.referenceDate().toString());
    answer.put("days", check.days());
    answer.put("every", check.every());
    answer.put("gone", check.gone());
    answer.set("total", Wire.tree(Foretold.of(check.total()), language));
    answer.set(
        "segments", Wire.tree(check.segments().stream().map(Foretold::of).toList(), language));
    return answer;
  }
}
