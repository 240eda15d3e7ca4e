// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.MessageChannels;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How messages leave, on every kind of database. */
@SuppressWarnings("NullAway.Init")
abstract class LaneContract {
  private static final Instant NOON = Instant.parse("2025-06-30T12:00:00Z");

  private @TempDir Path folder;
  private DatabaseAddress address;
  private Store store;
  private Shoppers shoppers;
  private volatile Instant now = NOON;
  private volatile boolean wanted = true;
  private String control = "";
  private final List<Lane> lanes = new ArrayList<>();
  private MemoryCarrier carrier;

  /** Returns the address of an empty database. */
  abstract DatabaseAddress empty(Path home) throws Exception;

  @BeforeEach
  void open() throws Exception {
    now = NOON;
    wanted = true;
    control = "";
    lanes.clear();
    carrier = new MemoryCarrier(false);
    address = empty(folder);
    store = Store.open(address, () -> now);
    shoppers = new Shoppers(store);
  }

  @AfterEach
  void close() {
    lanes.forEach(Lane::close);
    store.close();
  }

  private Lane lane(String server, Carrier by, ChannelSettings settings, Channel channel) {
    Lane lane =
        new Lane(
            channel,
            by,
            settings,
            store,
            new Screen(
                shoppers.reader(), (in, message, at) -> wanted, ids -> ids.contains(control)),
            Links.of(store, new Random(7), now),
            server,
            () -> now,
            new Random(5));
    lanes.add(lane);
    return lane;
  }

  private Lane lane(Carrier by) {
    return lane("one", by, settings(Optional.empty(), 60_000), Channel.EMAIL);
  }

  private static ChannelSettings settings(Optional<Catalogue> actions, int perMinute) {
    return new ChannelSettings(
        Optional.of("https://shop.example/clv"),
        ZoneOffset.UTC,
        actions,
        Optional.empty(),
        Map.of(
            Channel.EMAIL,
            new ChannelSettings.Way(new ChannelSettings.Tasks(), perMinute),
            Channel.SMS,
            new ChannelSettings.Way(new ChannelSettings.Tasks(), perMinute)));
  }

  private Optional<Catalogue> catalogue(String policy) {
    try {
      return Optional.of(
          CatalogueFile.read(
              Files.writeString(
                  folder.resolve("actions.yaml"),
                  policy
                      + "\nactions:\n  win-back:\n    issue: retain\n    treatments:\n"
                      + "      mail: {channel: email}\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void order(String key, String person) {
    assertThat(shoppers.order(Shoppers.order(key, person, "email", "win-back", now))).isTrue();
  }

  private void run(Lane lane, BooleanSupplier until) {
    Instant end = Instant.now().plusSeconds(60);
    lane.tick();
    while (!until.getAsBoolean() && Instant.now().isBefore(end)) {
      pause();
      lane.tick();
    }
    assertThat(until.getAsBoolean()).isTrue();
  }

  private static void await(BooleanSupplier until) {
    Instant end = Instant.now().plusSeconds(60);
    while (!until.getAsBoolean() && Instant.now().isBefore(end)) {
      pause();
    }
    assertThat(until.getAsBoolean()).isTrue();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String state(String key) {
    Messages.Message message = shoppers.message(key);
    return (message.state() + " " + message.reason()).strip();
  }

  private void runUntil(Lane lane, String key, String state) {
    run(lane, () -> state(key).equals(state));
  }

  @Test
  void messageIsSentOnce_howeverOftenItIsOrdered() {
    shoppers.add("ana", NOON, "email");
    order("k1", "ana");
    assertThat(shoppers.order(Shoppers.order("k1", "ana", "email", "win-back", now))).isFalse();

    runUntil(lane(carrier), "k1", "sent");

    assertThat(carrier.taken())
        .singleElement()
        .satisfies(
            parcel -> {
              assertThat(parcel.address()).isEqualTo("ana@people.example");
              assertThat(parcel.key()).hasSize(32).doesNotContain("k1");
              assertThat(parcel.preferences()).startsWith("https://shop.example/clv/u/");
            });
    Messages.Message sent = shoppers.message("k1");
    assertThat(sent.profile()).contains(shoppers.profile("ana"));
    assertThat(sent.order().texts()).as("forgotten once it has left").isEqualTo("{}");
  }

  @Test
  void whoeverMayNotBeReached_isNot_andTheReasonIsKept() {
    shoppers.add("silent", NOON);
    shoppers.add("left", NOON, "email");
    shoppers.track("left", "Unsubscribed", Map.of(), NOON.plusSeconds(9));
    shoppers.add("angry", NOON, "email", "sms");
    shoppers.track("angry", "Email Marked as Spam", Map.of(), NOON.plusSeconds(9));
    shoppers.add("gone", NOON, "email");
    shoppers.track("gone", "Email Bounced", Map.of(), NOON.plusSeconds(9));
    now = NOON.plusSeconds(60);
    for (String each : List.of("silent", "left", "angry", "gone", "stranger")) {
      order(each, each);
    }
    shoppers.order(Shoppers.order("angry-sms", "angry", "sms", "win-back", now));

    runUntil(lane(carrier), "stranger", "dropped nobody");
    runUntil(
        lane("one", carrier, settings(Optional.empty(), 600), Channel.SMS),
        "angry-sms",
        "dropped stopped");

    assertThat(state("silent")).isEqualTo("dropped no-consent");
    assertThat(state("left")).isEqualTo("dropped no-consent");
    assertThat(state("angry")).isEqualTo("dropped stopped");
    assertThat(state("gone")).isEqualTo("dropped bounced");
    assertThat(carrier.taken()).isEmpty();
  }

  @Test
  void controlGroup_isReachedByServiceAlone() {
    shoppers.add("ana", NOON, "email");
    shoppers.add("eva", NOON, "email");
    control = "ana";
    order("k1", "ana");
    order("k2", "eva");

    runUntil(lane(carrier), "k2", "sent");

    assertThat(state("k1")).isEqualTo("dropped control-group");
  }

  @Test
  void consentWithdrawnBetweenOrderAndSending_counts_asDoesAJourneyThatWantsItNoMore() {
    shoppers.add("ana", NOON, "email");
    shoppers.add("eva", NOON, "email");
    order("k1", "ana");
    order("k2", "eva");
    shoppers.track("ana", "Unsubscribed", Map.of(), NOON.plusSeconds(1));
    now = NOON.plusSeconds(2);
    wanted = false;

    runUntil(lane(carrier), "k2", "dropped not-wanted");

    assertThat(state("k1")).startsWith("dropped");
    assertThat(carrier.taken()).isEmpty();
  }

  @Test
  void twoJourneysAtOneSecond_cannotBothPassACap() {
    Optional<Catalogue> one = catalogue("policy: {caps: {email: 1 per 7 days}}");
    IntStream.range(0, 8).forEach(each -> shoppers.add("p" + each, NOON, "email"));
    for (int person = 0; person < 8; person++) {
      for (int journey = 0; journey < 4; journey++) {
        order("p" + person + "-j" + journey, "p" + person);
      }
    }
    ChannelSettings settings = settings(one, 60_000);

    run(
        lane("one", carrier, settings, Channel.EMAIL),
        () -> store.<List<Messages.Message>>read(in -> due()).isEmpty());

    assertThat(carrier.taken()).extracting(Parcel::person).doesNotHaveDuplicates().hasSize(8);
    assertThat(state("p0-j3"))
        .as("a week is longer than it is worth")
        .isEqualTo("dropped channel-cap");
  }

  private List<Messages.Message> due() {
    return store.read(in -> new Messages(in).due("email", now, 100));
  }

  @Test
  void quietHours_letItWait_andADayLaterItIsDroppedIfItIsWorthNothing() {
    shoppers.add("ana", NOON, "email");
    now = Instant.parse("2025-06-30T22:30:00Z");
    order("k1", "ana");
    Lane lane =
        lane(
            "one",
            carrier,
            settings(catalogue("policy: {quiet-hours: {from: '22:00', until: '08:00'}}"), 600),
            Channel.EMAIL);
    Instant morning = Instant.parse("2025-07-01T08:00:00Z");

    run(lane, () -> shoppers.message("k1").order().due().equals(morning));
    assertThat(carrier.taken()).isEmpty();

    now = NOON.plus(Duration.ofDays(9));
    runUntil(lane, "k1", "dropped expired");
  }

  @Test
  void channelThatIsDown_isLeftAlone_spendsNoAttempt_andComesBackAtItsPace() {
    IntStream.range(0, 40).forEach(each -> shoppers.add("p" + each, NOON, "email"));
    IntStream.range(0, 40).forEach(each -> order("k" + each, "p" + each));
    carrier.answers(parcel -> new Outcome.Down(Words.message("mail.login")::in, Duration.ZERO));
    Lane lane = lane("one", carrier, settings(Optional.empty(), 600), Channel.EMAIL);

    run(lane, () -> health().map(MessageChannels.Health::failures).orElse(0L) == 1);
    assertThat(health().orElseThrow().problemEnglish())
        .hasValueSatisfying(text -> assertThat(text).contains("check user and password"));
    // others may have begun before the first was told that the channel is down
    await(() -> shoppers.message("k0").attempts() == 0);
    int tried = carrier.taken().size();
    assertThat(tried).as("at most what its threads had begun").isLessThanOrEqualTo(4);
    carrier.answers(parcel -> new Outcome.Left());
    lane.tick();
    pause();
    assertThat(carrier.taken()).as("not before the next try").hasSize(tried);

    now = NOON.plusSeconds(3600);
    run(lane, () -> sent() == 20);
    lane.tick();
    pause();
    assertThat(sent()).as("ten a second, and of an hour no more than two seconds").isEqualTo(20);
    now = now.plusSeconds(1);
    run(lane, () -> sent() == 30);
    assertThat(health().orElseThrow().failingSince()).isEmpty();
  }

  private Optional<MessageChannels.Health> health() {
    return store.read(in -> new MessageChannels(in).find("email"));
  }

  private long sent() {
    return store.<List<Messages.Count>>read(in -> new Messages(in).counts()).stream()
        .filter(each -> each.state().equals("sent"))
        .mapToLong(Messages.Count::messages)
        .sum();
  }

  @Test
  void messageThatIsNotTaken_isTriedLessAndLessOften_andThenASomebodysSee() {
    shoppers.add("ana", NOON, "email");
    shoppers.order(
        new Messages.Order(
            "k1",
            "ana",
            "email",
            "a",
            "i",
            false,
            "test",
            "",
            "es",
            "{}",
            now,
            NOON.plus(Duration.ofDays(30))));
    carrier.answers(
        parcel -> new Outcome.Later(Words.message("mail.answer", 451)::in, Duration.ZERO));
    Lane lane = lane(carrier);
    List<Duration> waits = new ArrayList<>();

    for (int i = 1; i <= 7; i++) {
      int tried = i;
      run(
          lane,
          () ->
              carrier.taken().size() == tried
                  && !shoppers.message("k1").state().equals(Messages.SENDING));
      waits.add(Duration.between(now, shoppers.message("k1").order().due()));
      now = shoppers.message("k1").order().due().plusSeconds(1);
    }

    assertThat(state("k1")).isEqualTo("failed attempts");
    assertThat(waits.subList(0, 6)).isSorted();
    assertThat(waits.get(5)).isBetween(Duration.ofHours(9), Duration.ofHours(15));
    assertThat(shoppers.message("k1").problemSpanish())
        .contains("el servidor de correo respondió 451");
    carrier.answers(parcel -> new Outcome.Left());
    store.write(
        in ->
            new Messages(in)
                .resend(shoppers.message("k1").id(), now, now.plus(Duration.ofDays(1))));
    runUntil(lane, "k1", "sent");
  }

  @Test
  void serverThatDiesWhileItSends_leavesWhatNobodyKnows_andNothingIsSentTwice() {
    shoppers.add("ana", NOON, "email");
    order("k1", "ana");
    dieWhileSending("k1");

    runUntil(
        lane("two", carrier, settings(Optional.empty(), 600), Channel.EMAIL),
        "k1",
        "unknown killed");

    assertThat(carrier.taken()).isEmpty();
    assertThat(shoppers.message("k1").order().texts())
        .as("it can be sent again")
        .contains("subject");
  }

  @Test
  void serverThatDies_isNoLoss_whereTheReceiverKnowsTheKey() {
    shoppers.add("ana", NOON, "email");
    order("k1", "ana");
    dieWhileSending("k1");
    MemoryCarrier once = new MemoryCarrier(true);

    runUntil(lane("two", once, settings(Optional.empty(), 600), Channel.EMAIL), "k1", "sent");

    assertThat(once.taken()).extracting(Parcel::key).containsExactly(Lane.key("k1"));
  }

  private void dieWhileSending(String key) {
    store.write(
        in ->
            new Messages(in)
                .begin(shoppers.message(key), shoppers.profile("ana"), "one that is gone", now));
    now = now.plusSeconds(60);
  }

  @Test
  void twoServersOnOneDatabase_sendEachMessageOnce() {
    IntStream.range(0, 30).forEach(each -> shoppers.add("p" + each, NOON, "email"));
    IntStream.range(0, 30).forEach(each -> order("k" + each, "p" + each));
    Lane one = lane("one", carrier, settings(Optional.empty(), 60_000), Channel.EMAIL);
    Lane two = lane("two", carrier, settings(Optional.empty(), 60_000), Channel.EMAIL);

    one.tick();
    run(
        two,
        () -> {
          one.tick();
          return sent() == 30;
        });

    assertThat(carrier.taken()).extracting(Parcel::key).doesNotHaveDuplicates().hasSize(30);
  }

  @Test
  void slowChannel_delaysOnlyItsOwn() {
    shoppers.add("ana", NOON, "email", "sms");
    order("slow", "ana");
    shoppers.order(Shoppers.order("fast", "ana", "sms", "win-back", now));
    CountDownLatch answered = new CountDownLatch(1);
    MemoryCarrier slow = new MemoryCarrier(false);
    slow.answers(
        parcel -> {
          try {
            answered.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Outcome.Left();
        });
    runUntil(lane(slow), "slow", "sending");

    runUntil(lane("one", carrier, settings(Optional.empty(), 600), Channel.SMS), "fast", "sent");

    assertThat(state("slow")).isEqualTo("sending");
    answered.countDown();
  }
}
