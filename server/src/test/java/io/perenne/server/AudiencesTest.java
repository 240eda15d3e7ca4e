// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.engage.audience.CompiledRule;
import io.perenne.engage.audience.Facts;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Standing;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.change.AudienceFinder;
import io.perenne.server.change.ChangeFinder;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.IdentityChanges;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Standings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who enters and who leaves audiences, as things happen and as time passes. */
class AudiencesTest {
  private static final LocalDate REFERENCE = LocalDate.of(2026, 9, 30);
  private static final Instant START = Instant.parse("2026-10-01T10:00:00Z");

  private static final String LOOKED = "{\"event\": \"page\", \"days\": 7}";

  @TempDir Path home;

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  @SuppressWarnings("NullAway.Init")
  private AudienceBook book;

  @SuppressWarnings("NullAway.Init")
  private ChangeFinder changes;

  @SuppressWarnings("NullAway.Init")
  private AudienceFinder members;

  @BeforeEach
  void open() {
    shop = new Shop(home, DatabaseAddress.inHome(home));
    book = new AudienceBook(shop.store, shop.runs, shop::now);
    shop.at(START);
    changes = shop.finder("a");
    members = shop.audienceFinder("a");
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private void set(String id, String rule) {
    assertThat(book.keep(Shop.ANA, id, "The " + id, AudienceBook.written(rule)).members())
        .isNotNegative();
  }

  private void look() {
    changes.tick();
    members.tick();
  }

  private List<String> users(String audience) {
    return book.members(audience, "", 1000).stream()
        .map(each -> each.identifier("user_id").orElse(each.profile()))
        .sorted()
        .toList();
  }

  private List<String> told() {
    return shop.found().stream()
        .filter(each -> each.path("event").asText().startsWith("Audience"))
        .map(
            each ->
                each.path("event").asText().substring(9)
                    + " "
                    + each.at("/properties/audience").asText()
                    + " "
                    + each.path("userId").asText()
                    + " "
                    + Duration.between(START, Instant.parse(each.path("timestamp").asText())))
        .toList();
  }

  @Test
  void whoIsThere_enters_andLeavesWhenTheWindowEnds_toTheMillisecond() {
    shop.looks("ana");
    look();
    set("active", LOOKED);
    look();
    assertThat(users("active")).containsExactly("ana");

    shop.at(START.plus(Duration.ofDays(7)).minusMillis(1));
    look();
    assertThat(users("active")).containsExactly("ana");
    shop.at(START.plus(Duration.ofDays(7)));
    look();
    assertThat(users("active")).isEmpty();
    shop.looks("ana");
    look();

    assertThat(users("active")).containsExactly("ana");
    assertThat(told())
        .containsExactly(
            "Entered active ana PT0S", "Exited active ana PT168H", "Entered active ana PT168H");
    JsonNode message = shop.found().get(0);
    assertThat(message.path("type").asText()).isEqualTo("track");
    assertThat(message.at("/properties/audience_name").asText()).isEqualTo("The active");
    assertThat(message.at("/properties/audience_version").asInt()).isEqualTo(1);
    assertThat(message.at("/properties/profile_id").asText()).isNotEmpty();
  }

  @Test
  void daysWithoutAServer_areToldEachWithItsTime() {
    set("silent", "{\"not\": " + LOOKED + "}");
    set("a-day", "{\"event\": \"page\", \"days\": 1}");
    shop.looks("ana");
    look();
    members.close();
    shop.at(START.plus(Duration.ofDays(100)));
    shop.audienceFinder("b").tick();

    assertThat(told())
        .containsExactly(
            "Entered a-day ana PT0S", "Exited a-day ana PT24H", "Entered silent ana PT168H");
  }

  @Test
  void anotherRule_countsForEverybody_andADeletedAudienceIsOfNobody() {
    shop.looks("ana");
    shop.happens(
        Map.of("type", "identify", "userId", "eva", "traits", Map.of("city", "Ávila", "age", 30)));
    set("some", LOOKED);
    look();
    assertThat(users("some")).containsExactly("ana");

    set("some", "{\"trait\": \"City\", \"is\": \"ávila\"}");
    look();
    assertThat(users("some")).containsExactly("eva");
    assertThat(book.find("some").orElseThrow().audience().version()).isEqualTo(2);
    set("some", "{\"trait\": \"City\", \"is\": \"ávila\"}");
    assertThat(book.find("some").orElseThrow().audience().version()).isEqualTo(2);

    assertThat(book.remove(Shop.ANA, "some")).isTrue();
    assertThat(book.remove(Shop.ANA, "some")).isFalse();
    look();
    assertThat(book.all()).isEmpty();
    assertThat(book.members("some", "", 10)).isEmpty();
    assertThat(told()).hasSize(3);
  }

  @Test
  void segmentAndPurchases_countByTheRunAndTheOrdersSince() {
    Shop.run(home, REFERENCE, "1,leal,2026-08-01,60.00", "2,leal,2026-09-01,60.00");
    shop.looks("leal");
    shop.buys("nueva", "n1", 300);
    shop.looks("nobody");
    set("worth", "{\"field\": \"value\", \"at_least\": 100}");
    set("twice", "{\"field\": \"purchases\", \"at_least\": 2}");
    set("late", "{\"field\": \"last_purchase\", \"days_ago_at_least\": 31}");
    set("cheap", "{\"field\": \"average\", \"less_than\": 61}");
    look();

    assertThat(users("worth")).containsExactly("leal", "nueva");
    assertThat(users("twice")).containsExactly("leal");
    assertThat(users("cheap")).containsExactly("leal");
    assertThat(users("late")).isEmpty();

    // 1 September and 31 days is the midnight in Madrid with which 2 October begins
    Instant midnight = LocalDate.of(2026, 10, 2).atStartOfDay(Shop.ZONE).toInstant();
    shop.at(midnight.minusMillis(1));
    look();
    assertThat(users("late")).isEmpty();
    shop.at(midnight);
    look();
    assertThat(users("late")).containsExactly("leal");
    shop.buys("leal", "l3", 60);
    look();
    assertThat(users("late")).isEmpty();
    assertThat(users("twice")).containsExactly("leal");
  }

  @Test
  void twoWhoBecomeOne_stayIn_andNobodyIsToldTwice() {
    set("active", LOOKED);
    shop.happens(Map.of("type", "page", "anonymousId", "tablet"));
    look();
    shop.looks("ana");
    look();
    assertThat(told()).hasSize(2);
    shop.happens(Map.of("type", "identify", "userId", "ana", "anonymousId", "tablet"));
    look();

    assertThat(users("active")).containsExactly("ana");
    assertThat(told()).hasSize(2);
    IdentityChanges identity = new IdentityChanges(shop.store, IdentityRules.standard(), shop::now);
    shop.at(shop.now().plusSeconds(1));
    identity.separate(
        Shop.ANA, new Identifier("user_id", "ana"), new Identifier("anonymous_id", "tablet"));
    look();
    assertThat(book.members("active", "", 10)).hasSize(2);
    requireSameAsPreview();
  }

  /** Random people do random things at random times, and membership is what the rule says. */
  @Test
  void membership_isWhatTheRuleSays_wheneverItIsAsked() {
    Shop.run(home, REFERENCE, "1,u0,2026-08-01,60.00", "2,u1,2026-09-01,20.00");
    set("active", "{\"event\": \"page\", \"at_least\": 2, \"days\": 3}");
    set(
        "buyers",
        "{\"and\": [{\"field\": \"purchases\", \"at_least\": 1}, {\"not\": " + LOOKED + "}]}");
    set(
        "days",
        "{\"field\": \"last_purchase\", \"days_ago_at_least\": 3, \"days_ago_at_most\": 6}");
    set("since", "{\"trait\": \"since\", \"days_ago_at_most\": 2}");
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      String user = "u" + random.nextInt(6);
      switch (random.nextInt(4)) {
        case 0 -> shop.buys(user, "o" + i, 10 + random.nextInt(50));
        case 1 ->
            shop.happens(
                Map.of(
                    "type",
                    "identify",
                    "userId",
                    user,
                    "traits",
                    Map.of("since", "2026-10-0" + (1 + random.nextInt(9)))));
        default -> shop.looks(user);
      }
      shop.at(shop.now().plus(Duration.ofMinutes(random.nextInt(600))));
      look();
      requireSameAsPreview();
      List.of("active", "buyers", "days", "since").forEach(this::requireTrue);
    }
    assertThat(told()).hasSizeGreaterThan(20);
  }

  private void requireSameAsPreview() {
    for (AudienceBook.Line each : book.all()) {
      AudienceBook.Preview preview = book.preview(each.rule());
      assertThat(preview.waiting()).isZero();
      assertThat(book.members(each.audience().id(), "", AudienceBook.SAMPLE))
          .as(each.audience().id())
          .extracting(AudienceBook.Person::profile)
          .isEqualTo(preview.sample().stream().map(AudienceBook.Person::profile).toList());
      assertThat(each.members()).isEqualTo(preview.count());
    }
  }

  /** What is known is read anew of the profiles, not of what is kept for rules. */
  private void requireTrue(String audience) {
    Rule rule = book.find(audience).orElseThrow().rule();
    Moment now = new Moment(shop.now(), Shop.ZONE);
    ProfileReader reader = new ProfileReader(shop.store, IdentityRules.standard());
    List<String> meant =
        IntStream.range(0, 6)
            .mapToObj(i -> "u" + i)
            .filter(
                user ->
                    reader
                        .find(new Identifier("user_id", user))
                        .filter(
                            found ->
                                CompiledRule.of(rule)
                                    .holds(
                                        Facts.of(
                                            found.state(),
                                            found.identifiers(),
                                            shop.standing(user)
                                                .flatMap(Standings.Kept::told)
                                                .map(told -> Standing.of(Json.own(told)))),
                                        now))
                        .isPresent())
            .toList();
    assertThat(users(audience)).as("%s at %s", audience, now.at()).isEqualTo(meant);
  }

  @Test
  void whatDoesNotChange_isNotLookedAt() {
    set("active", LOOKED);
    for (int i = 0; i < 20; i++) {
      shop.looks("u" + i);
    }
    look();
    shop.looks("u7");

    assertThat(shop.store.<Long>read(in -> new AudiencePeople(in).countTouched())).isEqualTo(1);
    look();
    assertThat(told()).hasSize(20);
  }
}
