// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every kind of database keeps of contacts and decisions. */
final class ContactsContract {
  private static final Instant NOW = StoreContract.NOW;

  private ContactsContract() {}

  private static Contacts.Contact contact(String key, String person, String response) {
    return new Contacts.Contact(key, person, NOW, "email", "win-back", "retain", 0.125, response);
  }

  private static boolean add(Store store, String key, int most) {
    return store.write(
        in -> {
          Contacts contacts = new Contacts(in);
          return contacts.of(List.of("12347", "profile:a")).size() < most
              && contacts.add(contact(key, "12347", "open"));
        });
  }

  /** Each server has its own connections; all begin at once. */
  static void ofManySenders_onlyOnePassesACap(DatabaseAddress address) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try (Store one = Store.open(address, () -> NOW);
        Store other = Store.open(address, () -> NOW)) {
      for (int round = 1; round <= 5; round++) {
        int most = round;
        CyclicBarrier start = new CyclicBarrier(4);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String key = round + "/" + i;
          Store mine = i % 2 == 0 ? one : other;
          all.add(
              () -> {
                start.await();
                return add(mine, key, most);
              });
        }
        int passed = 0;
        for (Future<Boolean> each : senders.invokeAll(all)) {
          passed += each.get() ? 1 : 0;
        }
        assertThat(passed).isEqualTo(1);
        assertThat(one.<List<Contacts.Contact>>read(in -> new Contacts(in).of(List.of("12347"))))
            .hasSize(round);
      }
    } finally {
      senders.shutdown();
    }
  }

  static void contact_isKeptOnce_andToldOfWhateverThePersonIsKeptBy(Store store) {
    assertThat(add(store, "d1", 9)).isTrue();
    assertThat(add(store, "d1", 9)).isFalse();
    store.write(in -> new Contacts(in).add(contact("d2", "profile:a", "ignored")));

    assertThat(
            store.<List<Contacts.Contact>>read(
                in -> new Contacts(in).of(List.of("12347", "profile:a", "12347"))))
        .containsExactly(contact("d1", "12347", "open"), contact("d2", "profile:a", "ignored"));
    assertThat(store.<Contacts.Used>read(in -> new Contacts(in).used("win-back")))
        .isEqualTo(new Contacts.Used(2, 0.25));
    assertThat(store.<Contacts.Used>read(in -> new Contacts(in).used("other")))
        .isEqualTo(new Contacts.Used(0, 0));

    store.write(
        in -> {
          new Contacts(in).forget(List.of("12347", "profile:a"));
          return true;
        });
    assertThat(add(store, "d3", 1)).as("nothing is left").isTrue();
  }

  static void decision_isFoundAsItWasKept_withItsCatalogue(Store store) {
    Decisions.Decision decision =
        new Decisions.Decision(
            "d1",
            "12347",
            "home-banner",
            NOW,
            "shown",
            Optional.of("win-back"),
            0.985,
            -7,
            "r1",
            "hash",
            "{\"candidates\":[]}");

    store.write(
        in -> {
          new Decisions(in).keepCatalogue("hash", "actions: {}", NOW);
          new Decisions(in).keepCatalogue("hash", "another order", NOW);
          assertThat(new Decisions(in).add(decision)).isTrue();
          return new Decisions(in).add(decision);
        });

    assertThat(store.<Optional<Decisions.Decision>>read(in -> new Decisions(in).find("d1")))
        .contains(decision);
    assertThat(store.<List<Decisions.Decision>>read(in -> new Decisions(in).of("12347")))
        .containsExactly(decision);
    assertThat(store.<Optional<String>>read(in -> new Decisions(in).catalogue("hash")))
        .contains("actions: {}");
    store.write(
        in -> {
          new Decisions(in).forget(List.of("12347"));
          return true;
        });
    assertThat(store.<List<Decisions.Decision>>read(in -> new Decisions(in).of("12347"))).isEmpty();
  }
}
