// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.privacy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.job.EraseCustomers;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.Fingerprints;
import io.perenne.server.live.profile.IdentityReader;
import io.perenne.server.live.profile.ProfileErasure;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Audiences;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.Decisions;
import io.perenne.server.storage.Erasures;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hands out all that is known of one person, and erases it: events, profile, identity, and the rows
 * of runs that are kept. It cannot reach what was delivered, copies of the database, and the files
 * that runs read.
 */
public final class Privacy {
  private static final String EMAIL = "email";

  /** The type of the ids of customers. */
  private static final String CUSTOMER = "user_id";

  private final Store store;
  private final PublishedRuns runs;
  private final JobContext context;
  private final IdentityRules rules = IdentityRules.standard();

  /** Makes it for a home. */
  public Privacy(Store store, PublishedRuns runs, JobContext context) {
    this.store = store;
    this.runs = runs;
    this.context = context;
  }

  /**
   * What is known of a person.
   *
   * @param identifiers what the person is known by
   * @param profile the id of the profile; empty if there is none
   * @param live how much there is of events
   * @param runs the runs that have rows of the person
   * @param delivered the destinations that such runs were delivered to
   */
  public record Extent(
      List<Identifier> identifiers,
      Optional<String> profile,
      ProfileErasure.Extent live,
      List<RunRows> runs,
      List<Delivered> delivered) {
    /** Copies the lists. */
    public Extent {
      identifiers = List.copyOf(identifiers);
      runs = List.copyOf(runs);
      delivered = List.copyOf(delivered);
    }

    /** Returns what the person is known by, as {@code TYPE:VALUE}. */
    public List<String> names() {
      return identifiers.stream().map(Identifier::toString).toList();
    }

    /** Returns how many rows of runs there are. */
    public int rows() {
      return runs.stream().mapToInt(each -> each.customers().size()).sum();
    }
  }

  /**
   * The rows of a run.
   *
   * @param runId the run
   * @param customers the ids of the customers
   */
  public record RunRows(String runId, List<String> customers) {
    /** Copies the list. */
    public RunRows {
      customers = List.copyOf(customers);
    }
  }

  /**
   * A run that was sent away with a row of the person in it, unless it was left out there.
   *
   * @param destination where to
   * @param runId the run
   * @param state how the delivery ended
   */
  public record Delivered(String destination, String runId, String state) {}

  private record Whom(Set<Identifier> identifiers, Optional<Found> profile) {
    Set<String> profiles() {
      return profile.map(Found::id).stream().collect(Collectors.toSet());
    }

    Set<String> emails() {
      return identifiers.stream()
          .filter(each -> each.type().equals(EMAIL))
          .map(Identifier::value)
          .collect(Collectors.toSet());
    }
  }

  private Optional<Whom> named(Identifier given) {
    Optional<Found> profile = new ProfileReader(store, rules).find(given);
    Set<Identifier> identifiers = new LinkedHashSet<>();
    profile.ifPresent(found -> identifiers.addAll(found.identifiers()));
    if (!given.type().equals(ProfileReader.PROFILE)) {
      rules.usable(given).ifPresent(identifiers::add);
    }
    return identifiers.isEmpty() ? Optional.empty() : Optional.of(new Whom(identifiers, profile));
  }

  private Whom whom(Identifier given) {
    return named(given).orElseThrow(() -> nobody(given));
  }

  private static InputException nobody(Identifier given) {
    return Words.refusal("privacy.nobody", given.toString());
  }

  private List<EraseCustomers.Found> rows(Whom whom, boolean preview) {
    Set<String> ids =
        rules.strong(List.copyOf(whom.identifiers())).stream()
            .map(Identifier::value)
            .collect(Collectors.toSet());
    return Jobs.of(context).call(new EraseCustomers(ids, whom.emails(), preview));
  }

  /** Returns how much is known of a person; empty if nothing is. */
  public Optional<Extent> find(Identifier given) {
    return named(given)
        .flatMap(
            whom -> extent(whom, store.read(in -> profile(in, whom).extent()), rows(whom, true)));
  }

  /**
   * Returns how much is known of a person.
   *
   * @throws InputException if nothing is
   */
  public Extent extent(Identifier given) {
    return find(given).orElseThrow(() -> nobody(given));
  }

  private ProfileErasure profile(Transaction in, Whom whom) {
    return new ProfileErasure(in, rules, whom.profiles(), whom.identifiers());
  }

  private Optional<Extent> extent(
      Whom whom, ProfileErasure.Extent live, List<EraseCustomers.Found> rows) {
    if (live.isEmpty() && rows.isEmpty()) {
      return Optional.empty();
    }
    List<RunRows> ofRuns =
        rows.stream()
            .map(
                each ->
                    new RunRows(
                        each.run().runId(),
                        each.customers().stream().map(one -> one.customerId()).toList()))
            .toList();
    return Optional.of(
        new Extent(
            whom.identifiers().stream().sorted(rules.order()).toList(),
            whom.profile().map(Found::id),
            live,
            ofRuns,
            delivered(ofRuns)));
  }

  private List<Delivered> delivered(List<RunRows> rows) {
    Set<String> ids = rows.stream().map(RunRows::runId).collect(Collectors.toSet());
    return DeliveryLedger.of(context.home()).list().stream()
        .filter(each -> ids.contains(each.runId()))
        .map(Privacy::delivered)
        .toList();
  }

  private static Delivered delivered(DeliveryRecord record) {
    return new Delivered(
        record.destination(), record.runId(), record.state().name().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns all that is known of a person as JSON: profile, identity, consent, every event as it
   * came, messages that were kept aside, the rows of all runs that are kept, and where those runs
   * were delivered to.
   *
   * @throws InputException if nothing is known
   */
  public String export(Change by, Identifier given) {
    Whom whom = whom(given);
    List<EraseCustomers.Found> rows = rows(whom, true);
    Map<String, Object> all = new LinkedHashMap<>();
    Instant now = context.clock().instant();
    all.put("exported", now.toString());
    all.put(
        "identifiers",
        whom.identifiers().stream().sorted(rules.order()).map(Privacy::fields).toList());
    Extent extent =
        store.read(
            in -> {
              ProfileErasure found = profile(in, whom);
              events(all, found);
              all.put("messages", found.messages().stream().map(Privacy::message).toList());
              all.put("decisions", found.decisions().stream().map(Privacy::decision).toList());
              all.put("contacts", found.contacts().stream().map(Privacy::contact).toList());
              return extent(whom, found.extent(), rows).orElseThrow(() -> nobody(given));
            });
    whom.profile().ifPresent(found -> all.put("profile", profileFields(found)));
    all.put("audiences", audiences(whom));
    all.put("identity", identity(given));
    all.put("runs", runRows(rows));
    all.put(
        "deliveries",
        extent.delivered().stream()
            .map(
                each ->
                    Map.of(
                        "destination", each.destination(),
                        "run_id", each.runId(),
                        "state", each.state()))
            .toList());
    by.record(
        store,
        now,
        "profile.export",
        whom.profile().map(Found::id).orElse("–"),
        Optional.empty(),
        Optional.of(extent.live().events() + " events, " + extent.rows() + " rows of runs"));
    return Json.text(all);
  }

  private static Map<String, Object> fields(Identifier identifier) {
    return Map.of("type", identifier.type(), "value", identifier.value());
  }

  private static void events(Map<String, Object> all, ProfileErasure found) {
    List<Object> events = new ArrayList<>();
    found
        .events()
        .forEach(
            each -> {
              Map<String, Object> event = new LinkedHashMap<>();
              event.put("received", each.received().toString());
              event.put("happened", each.happened().toString());
              event.put("message", Json.own(each.body()));
              events.add(event);
            });
    all.put("events", events);
    all.put(
        "kept_aside",
        found.aside().stream()
            .map(
                each ->
                    Map.of(
                        "received", each.received().toString(),
                        "reason", each.reason(),
                        "message", each.body()))
            .toList());
  }

  private static Map<String, Object> message(Messages.Message message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ordered", message.created().toString());
    fields.put("channel", message.order().channel());
    fields.put("action", message.order().action());
    fields.put("origin", message.order().origin());
    fields.put("state", message.state());
    fields.put("reason", message.reason());
    fields.put("ended", message.ended().map(Instant::toString).orElse(""));
    fields.put("texts", Json.own(message.order().texts()));
    return fields;
  }

  /** What was decided is told with all that led to it. */
  private static Map<String, Object> decision(Decisions.Decision decision) {
    return Json.own(decision.answer());
  }

  private static Map<String, Object> contact(Contacts.Contact contact) {
    return Map.of(
        "at", contact.at().toString(),
        "channel", contact.channel(),
        "action", contact.action(),
        "issue", contact.issue(),
        "response", contact.response());
  }

  /** In which audiences somebody is, and since when. */
  private Map<String, Object> audiences(Whom whom) {
    Map<String, Object> all = new TreeMap<>();
    whom.profile()
        .ifPresent(
            found ->
                store
                    .read(in -> new Audiences(in).of(found.id()))
                    .forEach((id, since) -> all.put(id, since.toString())));
    return all;
  }

  private static Map<String, Object> profileFields(Found found) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("id", found.id());
    profile.put("events", found.events());
    profile.put("traits", found.state().traits().values());
    profile.put("consents", found.state().consents().values());
    return profile;
  }

  private List<Object> identity(Identifier given) {
    List<Object> links = new ArrayList<>();
    new IdentityReader(store, rules)
        .find(given)
        .ifPresent(
            identity ->
                identity
                    .links()
                    .forEach(
                        each ->
                            links.add(
                                Map.of(
                                    "at", each.evidence().at().toString(),
                                    "event", each.evidence().event(),
                                    "by_hand", each.evidence().byHand(),
                                    "identifiers",
                                        each.identifiers().stream()
                                            .map(Privacy::fields)
                                            .toList()))));
    return links;
  }

  private List<Object> runRows(List<EraseCustomers.Found> rows) {
    List<Object> all = new ArrayList<>();
    for (EraseCustomers.Found each : rows) {
      each.customers()
          .forEach(
              customer ->
                  runs.read(each.run(), reader -> reader.find(customer.customerId(), Language.EN))
                      .ifPresent(
                          values ->
                              all.add(Map.of("run_id", each.run().runId(), "values", values))));
    }
    return all;
  }

  /**
   * Erases a person for good.
   *
   * @return the number of the erasure, whose proof is kept
   * @throws InputException if nothing is known, a run is being made, or one is being read
   */
  public long erase(Change by, Identifier given) {
    Whom whom = whom(given);
    List<EraseCustomers.Found> before = rows(whom, true);
    if (before.isEmpty() && store.read(in -> profile(in, whom).extent()).isEmpty()) {
      throw nobody(given);
    }
    Set<String> ofRuns =
        before.stream().map(each -> each.run().runId()).collect(Collectors.toSet());
    if (!ofRuns.isEmpty() && !runs.change(ofRuns, () -> rows(whom, false))) {
      throw Words.refusal("privacy.read", String.join(", ", ofRuns));
    }
    return store.write(
        in -> {
          new People(in).turn();
          Instant now = Instant.ofEpochMilli(context.clock().millis());
          Erasures erasures = new Erasures(in);
          long number = erasures.add(now, by.who());
          ProfileErasure found = profile(in, whom);
          Extent extent = extent(whom, found.extent(), before).orElseThrow(() -> nobody(given));
          String proof = proof(number, now, extent, whom);
          found.erase(number, now);
          erasures.keep(number, now, ofCustomers(new Fingerprints(in, now), before), Set.of());
          erasures.document(number, proof);
          by.record(
              in,
              now,
              "profile.erase",
              Long.toString(number),
              Optional.empty(),
              Optional.of("sha256 " + Sha256.of(proof)));
          return number;
        });
  }

  /** By the addresses of a person, runs found customers; later files may have them without. */
  private static Set<String> ofCustomers(
      Fingerprints fingerprints, List<EraseCustomers.Found> rows) {
    return rows.stream()
        .flatMap(run -> run.customers().stream())
        .map(one -> fingerprints.of(new Identifier(CUSTOMER, one.customerId())))
        .collect(Collectors.toSet());
  }

  private static String proof(long number, Instant at, Extent extent, Whom whom) {
    Map<String, Integer> types = new TreeMap<>();
    whom.identifiers().forEach(each -> types.merge(each.type(), 1, Integer::sum));
    Map<String, Integer> rows = new TreeMap<>();
    extent.runs().forEach(each -> rows.put(each.runId(), each.customers().size()));
    Set<String> delivered = new TreeSet<>();
    extent.delivered().forEach(each -> delivered.add(each.destination() + " " + each.runId()));
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("erasure", number);
    proof.put("at", at.toString());
    proof.put("profiles", extent.profile().isPresent() ? 1 : 0);
    proof.put("identifiers", types);
    proof.put("events", extent.live().events());
    proof.put("events_of_others", extent.live().ofOthers());
    proof.put("kept_aside", extent.live().quarantined());
    proof.put("said_by_hand", extent.live().verdicts());
    proof.put("rows_of_runs", rows);
    proof.put("delivered_before", delivered);
    return Json.text(proof);
  }

  /** Returns all erasures, the newest first. */
  public List<Erasures.Erasure> erasures() {
    return store.read(in -> new Erasures(in).all());
  }
}
