// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.home.DraftFile;
import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Uplift;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes plans and price lists as CSV files for programs: codes and numbers, in no language. */
final class PlanFile implements AutoCloseable {
  private static final double Z95 = 1.959963984540054;
  private static final int DECIMALS = 6;

  private final DraftFile draft;
  private final BufferedWriter out;
  private String from = "";

  private PlanFile(DraftFile draft) throws IOException {
    this.draft = draft;
    out = new BufferedWriter(new OutputStreamWriter(draft.open(), StandardCharsets.UTF_8));
  }

  static final String CUSTOMER = "customer_id";
  static final String OUTCOME = "outcome";
  static final String ACTION = "action";
  static final String SEGMENT = "segment";
  static final String FROM = "window_from";
  static final String DAYS = "window_days";
  static final String SHOWN = "shown";
  static final String HELD_BACK = "held-back";

  /**
   * Opens a file for a plan; one that is there stays until the new one is kept.
   *
   * @param from the first day in which effects are looked for
   */
  static PlanFile plan(Path file, LocalDate from) throws IOException {
    PlanFile plan = new PlanFile(DraftFile.of(file, Access.OWNER));
    plan.from = from.toString();
    plan.line(
        CUSTOMER,
        OUTCOME,
        ACTION,
        "touchpoint",
        "channel",
        SEGMENT,
        FROM,
        DAYS,
        "probability",
        "uplift",
        "uplift_error",
        "basis",
        "expected_value",
        "expected_value_low",
        "expected_value_high",
        "cost");
    return plan;
  }

  /** Writes a customer. */
  void write(PlannedContact contact) {
    Uplift uplift = contact.uplift();
    double error = contact.value().error(uplift.error());
    line(
        contact.customerId(),
        contact.held() ? HELD_BACK : SHOWN,
        action(contact.candidate()),
        contact.candidate().treatment().touchpoint(),
        contact.candidate().treatment().channel().code(),
        id(contact.segment()),
        from,
        Integer.toString(contact.candidate().action().terms().windowDays()),
        number(contact.value().probability()),
        number(uplift.mean()),
        number(uplift.error()),
        basis(uplift),
        number(contact.mean()),
        number(contact.mean() - Z95 * error),
        number(contact.mean() + Z95 * error),
        number(contact.cost()));
  }

  /** Writes a price list. */
  static void prices(Path file, List<PriceLine> prices) throws IOException {
    try (PlanFile out = new PlanFile(DraftFile.of(file, Access.OWNER))) {
      out.line(
          "action",
          "touchpoint",
          "channel",
          "segment",
          "people",
          "probability",
          "uplift",
          "uplift_error",
          "basis",
          "discount",
          "expected_value",
          "expected_value_low",
          "expected_value_high",
          "cost",
          "planned",
          "held_back");
      prices.forEach(out::write);
      out.keep();
    }
  }

  private void write(PriceLine line) {
    Action action = line.candidate().action();
    line(
        action(line.candidate()),
        line.candidate().treatment().touchpoint(),
        line.candidate().treatment().channel().code(),
        id(line.segment()),
        Long.toString(line.people()),
        number(line.probability()),
        number(line.uplift().mean()),
        number(line.uplift().error()),
        basis(line.uplift()),
        number(action.terms().discount()),
        number(line.value()),
        number(line.value() - Z95 * line.error()),
        number(line.value() + Z95 * line.error()),
        number(line.cost()),
        Long.toString(line.planned()),
        Long.toString(line.held()));
  }

  private static String action(Candidate candidate) {
    return candidate.action().id();
  }

  private static String id(Optional<Segment> segment) {
    return segment.map(Segment::id).orElse("");
  }

  private static String basis(Uplift uplift) {
    return uplift.basis().name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private void line(String... cells) {
    try {
      out.write(Arrays.stream(cells).map(Csv::value).collect(Collectors.joining(",", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the file in its place. */
  void keep() throws IOException {
    out.flush();
    draft.commit();
  }

  @Override
  public void close() throws IOException {
    try (draft) {
      out.close();
    }
  }
}
