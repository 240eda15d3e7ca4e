// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerPage;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.job.RunReader;
import io.perenne.clv.control.Arm;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Prospects;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.server.reading.PublishedModels;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The customers of a run as decisions look at them, as of the end of its reference date. Of what
 * happened since, of contacts and of cases a run knows nothing.
 */
public final class RunPeople {
  private static final int PAGE = 5_000;
  private static final ProfileState NO_EVENTS = ProfileState.empty();

  private final RunReader reader;
  private final LiveValue live;
  private final double marginRate;
  private final Set<Channel> consents;

  private RunPeople(RunReader reader, LiveValue live, double marginRate, Set<Channel> consents) {
    this.reader = reader;
    this.live = live;
    this.marginRate = marginRate;
    this.consents = consents;
  }

  /**
   * Returns the customers of a run.
   *
   * @param catalogue says what part of the price is margin, if the run is not to say it
   * @param consents channels by which everybody agreed to be addressed, beside those that the run
   *     tells: e-mail of each customer, and places that wait for the person
   * @throws InputException if nobody says what is margin, or the run is of an old version
   */
  public static RunPeople of(RunReader reader, Catalogue catalogue, Set<Channel> consents) {
    RunDocument run = reader.run();
    if (run.model().levels() == null) {
      throw refused("run.old", run.runId());
    }
    double rate = marginRate(run, catalogue);
    return new RunPeople(reader, LiveValue.of(PublishedModels.of(run)), rate, consents);
  }

  /**
   * Returns what part of the price is margin, by the catalogue, else by the run.
   *
   * @throws InputException if nobody says it
   */
  public static double marginRate(RunDocument run, Catalogue catalogue) {
    RunDocument.Margin known = run.margin();
    if (known == null && catalogue.margin().isEmpty()) {
      throw refused("margin.unknown", run.runId());
    }
    double rate = catalogue.margin().orElseGet(() -> known == null ? 1 : known.rate());
    if (!(rate > 0 && rate <= 1)) {
      throw refused("margin.unknown", Double.toString(rate));
    }
    return rate;
  }

  private static InputException refused(String rule, String value) {
    return new InputException(
        Problem.of(Words.message(rule))
            .withValue(value)
            .withRemedy(Words.message(rule + ".remedy")));
  }

  /** Returns the part of money to come that is margin. */
  public double marginRate() {
    return marginRate;
  }

  /** Returns the model that values them. */
  public PublishedModel model() {
    return live.model();
  }

  /** Hands over one customer after the other, in the order of ids. */
  public void each(Consumer<Situation> taker) {
    Optional<String> next = Optional.empty();
    do {
      CustomerPage page = reader.page(CustomerFilter.ALL, CustomerSort.byId(), next, PAGE);
      page.rows().forEach(row -> taker.accept(situation(row)));
      next = page.next();
    } while (next.isPresent());
  }

  /**
   * Returns a customer.
   *
   * @throws InputException if the run has no such customer
   */
  public Situation find(String customerId) {
    return reader
        .row(customerId)
        .map(this::situation)
        .orElseThrow(() -> refused("customer.none", customerId));
  }

  private Situation situation(Map<String, String> row) {
    String id = text(row, "CustomerId");
    Instant at = live.model().cutOff().minusMillis(1);
    Optional<PurchaseBase> base =
        PublishedModels.base(reader, id).filter(known -> known.purchaseDays() > 0);
    Optional<Prospects> prospects =
        base.isEmpty() ? Optional.empty() : live.prospects(NO_EVENTS, base, at, marginRate);
    Set<Channel> agreed = EnumSet.of(Channel.WEB, Channel.STORE);
    agreed.addAll(consents);
    if (text(row, "EMAIL_COMMUNICATIONS").equals("true")) {
      agreed.add(Channel.EMAIL);
    }
    return new Situation(
        id,
        at,
        live.model().zone(),
        Situation.Standing.KNOWN,
        text(row, "CG_SEGMENT").equals(Arm.CONTROL.code()),
        false,
        agreed,
        Segment.find(text(row, "ID_CLV_SEGMENT")),
        band(text(row, "ID_CLV_SCORE")),
        prospects,
        List.of());
  }

  private static String text(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private static Optional<ValueBand> band(String id) {
    return id.matches("[1-5]") ? Optional.of(ValueBand.of(Integer.parseInt(id))) : Optional.empty();
  }
}
