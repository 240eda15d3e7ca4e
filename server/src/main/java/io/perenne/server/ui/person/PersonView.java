// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Contact;
import io.perenne.engage.profile.Orders;
import io.perenne.engage.profile.Session;
import io.perenne.engage.profile.Valuation;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.ReaderNumbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A person as events tell.
 *
 * @param words the texts of the page about people
 * @param person what is known
 * @param value what the person is worth now; empty if nothing tells
 * @param row what the newest run says of the customer; empty if it knows none
 * @param history what was said of consent, the latest first
 * @param now when this is
 */
public record PersonView(
    Frame words,
    Found person,
    Optional<LiveValues.Valued> value,
    Optional<Map<String, String>> row,
    List<ConsentChanges.Statement> history,
    Instant now) {
  private static final int DECIMALS = 4;
  private static final int ISO_DATE = 10;
  private static final int SHOWN = 10;
  private static final int LONGEST = 200;

  /** Copies what can be changed. */
  public PersonView {
    row = row.map(Map::copyOf);
    history = List.copyOf(history);
  }

  /** Returns the address of the page about the person. */
  public String address() {
    return address(new Identifier("profile", person.id()));
  }

  /** Returns the address of the page about whoever is known by an identifier. */
  public static String address(Identifier identifier) {
    return "/profiles/" + Frame.encoded(identifier.toString());
  }

  /** Returns the identifier that tells most of somebody; the id of the profile if there is none. */
  public static String name(Found person) {
    return person.identifiers().stream()
        .min(IdentityRules.standard().order())
        .map(Identifier::toString)
        .orElse(person.id());
  }

  /** Returns the value. */
  public Valuation valuation() {
    return value.orElseThrow().valuation();
  }

  /** Returns a number of the newest run; empty if there is none. */
  public OptionalDouble ofRun(String column) {
    String text = row.map(each -> each.getOrDefault(column, "")).orElse("");
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** Returns what the newest run says was spent: the value without what is expected. */
  public OptionalDouble spentOfRun() {
    OptionalDouble whole = ofRun("LTV_VALUE");
    return whole.isEmpty()
        ? whole
        : OptionalDouble.of(Math.max(0, whole.getAsDouble() - ofRun("RESID_VALUE").orElse(0)));
  }

  /** Returns the segment in the newest run; empty if it does not know the person. */
  public Optional<Segment> segmentOfRun() {
    OptionalDouble id = ofRun("ID_CLV_SEGMENT");
    return id.isEmpty() ? Optional.empty() : Optional.of(Segment.of((int) id.getAsDouble()));
  }

  /** Returns when the next purchase was due in the newest run. */
  public Optional<LocalDate> nextOfRun() {
    return row.map(each -> each.getOrDefault("NEXT_PURCHASE_DATE", ""))
        .filter(text -> !text.isEmpty())
        .map(text -> LocalDate.parse(text.substring(0, ISO_DATE)));
  }

  /** Returns how many days have passed since the newest run looked. */
  public long daysSinceRun() {
    return value
        .orElseThrow()
        .run()
        .referenceDate()
        .until(valuation().day(), java.time.temporal.ChronoUnit.DAYS);
  }

  /** Returns what was said of the person, as text by name. */
  public Map<String, String> traits() {
    Map<String, String> traits = new LinkedHashMap<>();
    person
        .state()
        .traits()
        .values()
        .forEach((name, trait) -> traits.put(name, shortened(text(trait))));
    return traits;
  }

  private static String text(Object trait) {
    return trait instanceof Map<?, ?> || trait instanceof List<?>
        ? Json.text(trait)
        : trait.toString();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Returns what the person allows, by purpose and channel. */
  public Map<String, Boolean> consents() {
    return person.state().consents().values();
  }

  /** Returns what was said of one purpose or channel last; empty if it came from elsewhere. */
  public Optional<ConsentChanges.Statement> latest(String key) {
    return history.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /** Returns the last pages, the latest first. */
  public List<Session.Page> pages() {
    return person.state().session().pages().stream().limit(SHOWN).toList();
  }

  /** Returns the last searches, the latest first. */
  public List<Session.Search> searches() {
    return person.state().session().searches().stream().limit(SHOWN).toList();
  }

  /** Returns the basket. */
  public List<Session.Line> basket() {
    return person.state().session().basket();
  }

  /** Returns what is in the basket. */
  public double basketAmount() {
    return person.state().session().basketAmount().doubleValue();
  }

  /** Returns the last contacts, the latest first. */
  public List<Contact> contacts() {
    return person.state().contacts().stream().limit(SHOWN).toList();
  }

  /** Returns the orders that came as events. */
  public List<Orders.Order> orders() {
    return person.state().orders().asOf(now);
  }

  /** Returns an amount as it is kept, with its currency if it says one. */
  public String amount(long units, String currency) {
    ReaderNumbers numbers =
        currency.isEmpty() ? words.numbers() : new ReaderNumbers(words.language(), currency);
    return numbers.cents(BigDecimal.valueOf(units, DECIMALS).doubleValue());
  }
}
