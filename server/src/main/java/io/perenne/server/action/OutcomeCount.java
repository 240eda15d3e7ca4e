// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvParser;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.history.TicketDay;
import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.server.reading.PublishedModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what came of a plan: who of it bought within the window, by a later run. */
public final class OutcomeCount {
  private final Path plan;
  private final RunReader later;
  private final Optional<LocalDate> from;
  private final Map<String, OutcomeCell> cells = new TreeMap<>();
  private long counted;
  private long open;
  private long unknown;

  private OutcomeCount(Path plan, RunReader later, Optional<LocalDate> from) {
    this.plan = plan;
    this.later = later;
    this.from = from;
  }

  /**
   * What was counted.
   *
   * @param run the run that tells who bought
   * @param cells what came of each action in each segment, together with what there was before
   * @param counted how many people of the plan were counted
   * @param open of how many the window is not over on the last day of the run
   * @param unknown how many the run does not know, or were in no segment
   */
  public record Counted(
      RunDocument run, List<OutcomeCell> cells, long counted, long open, long unknown) {
    /** Copies the list. */
    public Counted {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Counts.
   *
   * @param idOrPrefix the later run: its id, the beginning of it, or {@code latest}
   * @param plan what {@link RunActions#plan} has written
   * @param from the first day of the window, the day on which the plan was sent; empty for the day
   *     after the run that it was made of
   * @param before what was counted earlier
   * @param out where it is written
   * @throws InputException if the run or the plan cannot be used, or nobody's window is over
   */
  public static Counted count(
      Path home,
      String idOrPrefix,
      Resources resources,
      Catalogue catalogue,
      Path plan,
      Optional<LocalDate> from,
      Collection<OutcomeCell> before,
      Path out) {
    try (RunReader reader = RunReader.open(home, idOrPrefix, resources)) {
      OutcomeCount count = new OutcomeCount(plan, reader, from);
      before.forEach(cell -> count.cells.put(key(cell.action(), cell.segment()), cell));
      count.readPlan(catalogue);
      if (count.counted == 0 && count.open > 0) {
        throw count.refused("plan.open", reader.run().referenceDate().toString());
      }
      Counted counted =
          new Counted(
              reader.run(),
              List.copyOf(count.cells.values()),
              count.counted,
              count.open,
              count.unknown);
      OutcomeFile.write(out, counted.cells());
      return counted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String action, Segment segment) {
    return action + " " + segment.id();
  }

  private InputException refused(String rule, String value) {
    return new InputException(
        Problem.of(Words.message(rule))
            .withWhere(plan.toString())
            .withValue(value)
            .withRemedy(Words.message(rule + ".remedy")));
  }

  private void readPlan(Catalogue catalogue) throws IOException {
    try (CsvParser rows = new CsvParser(Files.newBufferedReader(plan), CsvFormat.COPY)) {
      List<String> header = rows.next() ? rows.fields() : List.of();
      for (String column :
          List.of(
              PlanFile.CUSTOMER,
              PlanFile.OUTCOME,
              PlanFile.ACTION,
              PlanFile.SEGMENT,
              PlanFile.FROM,
              PlanFile.DAYS)) {
        if (!header.contains(column)) {
          throw refused("plan.column", column);
        }
      }
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(header.size(), rows.fields().size()); i++) {
          row.put(header.get(i), rows.fields().get(i));
        }
        take(row, catalogue);
      }
    } catch (NoSuchFileException e) {
      throw refused("file.none", "");
    } catch (MalformedInputException e) {
      throw refused("file.unreadable", "");
    }
  }

  private void take(Map<String, String> row, Catalogue catalogue) {
    String customer = row.getOrDefault(PlanFile.CUSTOMER, "");
    String action = row.getOrDefault(PlanFile.ACTION, "");
    String outcome = row.getOrDefault(PlanFile.OUTCOME, "");
    boolean held = outcome.equals(PlanFile.HELD_BACK);
    if (catalogue.find(action).isEmpty() || !(held || outcome.equals(PlanFile.SHOWN))) {
      throw refused("plan.row", String.join(",", row.values()));
    }
    LocalDate first = from.orElseGet(() -> date(row));
    LocalDate last = first.plusDays(days(row) - 1L);
    Optional<Segment> segment = Segment.find(row.getOrDefault(PlanFile.SEGMENT, ""));
    Optional<PurchaseBase> base = PublishedModels.base(later, customer);
    if (last.isAfter(later.run().referenceDate())) {
      open++;
    } else if (segment.isEmpty() || base.isEmpty()) {
      unknown++;
    } else {
      counted++;
      boolean bought =
          days(base.get()).stream()
              .filter(TicketDay::isPurchase)
              .map(day -> LocalDate.ofEpochDay(day.epochDay()))
              .anyMatch(day -> !day.isBefore(first) && !day.isAfter(last));
      cells.merge(
          key(action, segment.get()),
          new OutcomeCell(action, segment.get(), 0, 0, 0, 0).with(held, bought),
          (known, one) -> known.with(held, bought));
    }
  }

  private List<TicketDay> days(PurchaseBase base) {
    if (base.days().isEmpty() && base.purchaseDays() > 0) {
      throw refused("run.old", later.run().runId());
    }
    return base.days().orElse(List.of());
  }

  private LocalDate date(Map<String, String> row) {
    String text = row.getOrDefault(PlanFile.FROM, "");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw refused("plan.row", text);
    }
  }

  private int days(Map<String, String> row) {
    String text = row.getOrDefault(PlanFile.DAYS, "");
    if (!text.matches("[1-9]\\d{0,2}")) {
      throw refused("plan.row", text);
    }
    return Integer.parseInt(text);
  }
}
