// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.customers;

import io.perenne.analytics.explain.Explanation;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.analytics.job.NextPurchaseDate;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.person.PersonView;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One customer of a run.
 *
 * @param record what the run knows
 * @param lines the values of the datamodel and where they come from
 * @param next when the next purchase comes, as the models see it
 * @param live what events say of the customer; empty if they say nothing
 * @param words the texts about people; empty where no page is made
 */
public record CustomerView(
    CustomerRecord record,
    List<Explanation.Line> lines,
    Optional<NextPurchaseDate> next,
    Optional<PersonView> live,
    Optional<Frame> words) {
  private static final double INTERVAL = 0.9;
  private static final int ISO_DATE = 10;

  /** Returns what a run says of a customer. */
  public static CustomerView of(CustomerRecord record, Language language) {
    return of(record, language, Optional.empty(), Optional.empty());
  }

  /** Returns what a run and events say of a customer. */
  static CustomerView of(
      CustomerRecord record, Language language, Optional<PersonView> live, Optional<Frame> words) {
    return new CustomerView(
        record,
        new Explanation(record.run(), record.values(), language).lines(),
        record.next(INTERVAL),
        live,
        words);
  }

  /** Returns the address of what belongs to the person. */
  public String address() {
    return live.map(PersonView::address)
        .orElseGet(() -> PersonView.address(new Identifier("user_id", text("CustomerId"))));
  }

  /** Returns the run. */
  public RunDocument run() {
    return record.run();
  }

  /** Returns a value as text; empty if there is none. */
  public String text(String column) {
    return record.values().getOrDefault(column, "");
  }

  /** Returns a value as a number; empty if there is none. */
  public OptionalDouble number(String column) {
    String text = text(column);
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** Returns a value as a number, 0 if there is none. */
  public double amount(String column) {
    return number(column).orElse(0);
  }

  /** Returns the day of a moment. */
  public Optional<LocalDate> day(String column) {
    String text = text(column);
    return text.length() < ISO_DATE
        ? Optional.empty()
        : Optional.of(LocalDate.parse(text.substring(0, ISO_DATE)));
  }

  /** Returns the segment. */
  public Segment segment() {
    return Segment.of(Integer.parseInt(text("ID_CLV_SEGMENT")));
  }

  /** Returns the segment in the run before, if the customer was in it. */
  public Optional<Segment> previousSegment() {
    String id = text("PREVIOUS_ID_CLV_SEGMENT");
    return id.isEmpty() ? Optional.empty() : Optional.of(Segment.of(Integer.parseInt(id)));
  }

  /** Returns what has been spent so far: lifetime value without what is expected. */
  public double soFar() {
    return Math.max(0, amount("LTV_VALUE") - amount("RESID_VALUE"));
  }

  /** Returns the days since the last purchase over the usual days; empty without a rhythm. */
  public OptionalDouble timesRhythm() {
    OptionalDouble rhythm = number("TBP");
    OptionalDouble silence = number("REC_VALUE");
    return rhythm.isEmpty() || silence.isEmpty() || rhythm.getAsDouble() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(silence.getAsDouble() / rhythm.getAsDouble());
  }

  /** Returns the first day on which the customer is overdue if nothing is bought until then. */
  public Optional<LocalDate> atRiskFrom() {
    return limit(SegmentRules.of(run().thresholds())::atRiskLimitDays);
  }

  /** Returns the first day on which the customer is given up if nothing is bought until then. */
  public Optional<LocalDate> dormantFrom() {
    return limit(SegmentRules.of(run().thresholds())::dormantLimitDays);
  }

  private Optional<LocalDate> limit(Limit limit) {
    OptionalDouble rhythm = number("tbp_days");
    Optional<LocalDate> last = day("LAST_TICKET_DATE");
    if (rhythm.isEmpty() || last.isEmpty() || text("TBP").isEmpty()) {
      return Optional.empty();
    }
    double days = limit.days(rhythm.getAsDouble(), (long) amount("gap_count"));
    return Optional.of(last.get().plusDays((long) Math.floor(days) + 1));
  }

  /** After how many days of silence something changes. */
  private interface Limit {
    double days(double rhythm, long gaps);
  }
}
