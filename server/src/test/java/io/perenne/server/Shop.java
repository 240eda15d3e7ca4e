// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Change;
import io.perenne.server.change.AudienceFinder;
import io.perenne.server.change.ChangeFinder;
import io.perenne.server.change.ChangeSender;
import io.perenne.server.change.Place;
import io.perenne.server.change.ReceiverBook;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop in Madrid whose customers are followed, with a clock that stands where it is set. */
final class Shop implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
  static final Change ANA = new Change("ana@shop.example", "127.0.0.1");
  private static final ObjectMapper JSON = new ObjectMapper();

  private volatile Instant now = Instant.EPOCH;
  final Store store;
  final PublishedRuns runs;
  final ReceiverBook receivers;
  private final EventWriter events;
  private final ProfileWriter profiles;
  private final List<AutoCloseable> open = new ArrayList<>();
  private int sent;

  Shop(Path home, DatabaseAddress database) {
    store = Store.open(database, this::now);
    runs = PublishedRuns.of(home, ServedHome.context(home).resources());
    receivers = new ReceiverBook(store, this::now);
    events = EventWriter.start(store, () -> {});
    profiles = new ProfileWriter(store, IdentityRules.standard());
  }

  /** Publishes a run of some orders, {@code order,customer,date,amount} in each line. */
  static RunDocument run(Path home, LocalDate day, String... orders) {
    try {
      Path file =
          Files.writeString(
              home.resolve("orders-" + day + ".csv"),
              "order,customer,date,amount\n" + String.join("\n", orders) + "\n");
      return ServedHome.run(
          home,
          RunConfiguration.defaults()
              .with("model", "none")
              .with("currency", "EUR")
              .with("time-zone", ZONE.getId()),
          day.toString(),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void at(Instant instant) {
    now = instant;
  }

  Instant now() {
    return now;
  }

  /** Sends an event now and makes it part of a profile. */
  void happens(Map<String, Object> message) {
    Map<String, Object> whole = new LinkedHashMap<>(message);
    whole.put("messageId", "m" + sent++);
    whole.put("timestamp", now().toString());
    List<Arrival> arrivals =
        new Intake(IdentityRules.standard()).read(whole, Optional.empty(), 1, now());
    try {
      events.keep(arrivals);
    } catch (OverloadedException e) {
      throw new IllegalStateException(e);
    }
    profiles.drain();
  }

  void buys(String user, String order, double amount) {
    happens(
        Map.of(
            "type",
            "track",
            "userId",
            user,
            "event",
            "Order Completed",
            "properties",
            Map.of("order_id", order, "revenue", amount, "currency", "EUR")));
  }

  void looks(String user) {
    happens(Map.of("type", "page", "userId", user));
  }

  ChangeFinder finder(String server) {
    ChangeFinder finder = new ChangeFinder(store, runs, this::now, server, () -> false);
    open.add(0, finder);
    return finder;
  }

  AudienceFinder audienceFinder(String server) {
    AudienceFinder finder = new AudienceFinder(store, runs, this::now, server, () -> false);
    open.add(0, finder);
    return finder;
  }

  ChangeSender sender(String server) {
    ChangeSender sender =
        new ChangeSender(
            store,
            new Secret.Sources(
                Map.of("SIGNING", Receiver.KEY, "WRITE", "abc"), name -> Optional.empty()),
            this::now,
            server,
            Optional.empty());
    open.add(0, sender);
    return sender;
  }

  void tells(Receiver receiver) {
    receivers.add(
        ANA,
        new ReceiverBook.Wish("crm", new Place(receiver.url(), "env:SIGNING"), "env:WRITE", "all"));
  }

  /** Returns what was found so far, the oldest first. */
  List<JsonNode> found() {
    return store.read(in -> new Changes(in).after(0, 10_000)).stream()
        .map(each -> json(each.body()))
        .toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Standings.Kept> standing(String user) {
    return store.read(
        in ->
            new People(in)
                .identifier("user_id", user)
                .flatMap(People.Known::profile)
                .flatMap(new Standings(in)::find));
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    events.close();
    runs.close();
    store.close();
  }
}
