// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.EventFile;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which orders of events a run reads. */
class OrderTableTest {
  private static final IdentityRules RULES = IdentityRules.standard();
  private static final OrderTable.Wanted WANTED =
      new OrderTable.Wanted(Instant.parse("2025-07-01T00:00:00Z"), ZoneOffset.UTC, "EUR", false);

  private @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private ProfileWriter profiles;

  @BeforeEach
  void open() {
    store = Store.open(DatabaseAddress.inHome(folder), InstantSource.system());
    profiles = new ProfileWriter(store, RULES);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void keep(String... messages) throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), Arrays.asList(messages));
    new EventFile(store, new Intake(RULES), InstantSource.system())
        .take(file, 1, folder.resolve("rejects.ndjson"));
  }

  private static String order(String id, String customer, String received) {
    return """
    {"messageId":"m%1$s","type":"track","event":"Order Completed","userId":"%2$s","timestamp":"2025-06-01T10:00:00Z","receivedAt":"%3$s","properties":{"order_id":"%1$s","revenue":10,"currency":"EUR"}}
    """
        .formatted(id, customer, received)
        .strip();
  }

  private OrderTable.Written write(Duration patience) {
    return new OrderTable(store, RULES, patience).write(folder, WANTED);
  }

  private List<String> rows() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(OrderTable.ORDERS));
    return lines.subList(1, lines.size());
  }

  @Test
  void eventThatWaits_holdsBackNoOrderBeforeIt_howeverOldItSaysThatItIs() throws Exception {
    keep(order("1", "ana", "2025-06-01T10:00:01Z"));
    profiles.drain();
    keep(order("2", "eva", "2020-01-01T00:00:00Z"));

    OrderTable.Written written = write(Duration.ZERO);

    assertThat(rows()).singleElement().asString().contains("\"ana\"");
    assertThat(written.orders()).isEqualTo(1);
    assertThat(written.waiting()).isEqualTo(1);
    assertThat(written.position())
        .isEqualTo(store.<Events.Stored>read(in -> new Events(in).find("m1").orElseThrow()).id());
  }

  @Test
  void orderThatOvertookAnEventWhichWaits_isLeftToTheNextRun_andTold() throws Exception {
    keep(order("1", "ana", "2025-06-01T10:00:01Z"), order("2", "eva", "2025-06-01T10:00:01Z"));
    profiles.drain();
    store.write(
        in -> {
          new Events(in).waitAgain();
          return true;
        });

    OrderTable.Written written = write(Duration.ZERO);

    assertThat(rows()).isEmpty();
    assertThat(written.waiting()).isEqualTo(2);
    assertThat(written.unsettled()).isEqualTo(2);
  }

  @Test
  void eventsOnTheirWay_areWaitedFor() throws Exception {
    keep(order("1", "ana", "2025-06-01T10:00:01Z"), order("2", "eva", "2025-06-01T10:00:01Z"));
    profiles.start(() -> false);

    OrderTable.Written written = write(Duration.ofMinutes(1));
    profiles.close();

    assertThat(written.orders()).isEqualTo(2);
    assertThat(written.waiting()).isZero();
  }

  @Test
  void orderOfWhichSomethingCameBack_isWrittenDown_alsoIfNothingIsLeft() throws Exception {
    keep(
        order("1", "ana", "2025-06-01T10:00:01Z"),
        order("1", "ana", "2025-06-01T10:00:01Z")
            .replace("m1", "m1b")
            .replace("Completed", "Cancelled")
            .replace("06-01T10:00:00", "06-02T10:00:00"));
    profiles.drain();

    OrderTable.Written written = write(Duration.ZERO);

    assertThat(written.nothingLeft()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve(OrderTable.GIVEN_BACK)))
        .containsExactly("order,bought,given_back", "\"1\",10.0000,10.0000");
  }
}
