// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.segment.ActivityState;
import io.perenne.engage.event.Event;
import io.perenne.engage.profile.Follower.Customer;
import io.perenne.engage.profile.Follower.Followed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is found by looking only when it is due is what is found by looking at all on every day. */
class FollowerTest {
  private static final int DAYS = 330;
  private static final PublishedModel MODEL = Models.music();
  private static final LiveValue LIVE = LiveValue.of(MODEL);
  private static final LiveValue SEASONAL = LiveValue.of(Models.seasonal());
  private static final Instant END = MODEL.cutOff().minusMillis(1);

  private static LocalDate day(int fromReference) {
    return Models.REFERENCE.plusDays(fromReference);
  }

  private static Instant midnight(int fromReference) {
    return day(fromReference).atStartOfDay(Models.ZONE).toInstant();
  }

  private static Instant noon(int fromReference) {
    return day(fromReference).atTime(12, 0).atZone(Models.ZONE).toInstant();
  }

  private static Event order(String id, Instant at, double revenue) {
    return Events.track(
        "completed " + id, "Order Completed", at, Map.of("order_id", id, "revenue", revenue));
  }

  private static Event refund(String id, Instant at) {
    return Events.track("refunded " + id, "Order Refunded", at, Map.of("order_id", id));
  }

  /** A history that goes on after the run: events by the day on which they come. */
  private record History(ProfileState before, Optional<PurchaseBase> base, List<Event> later) {
    static History of(long seed) {
      Random random = new Random(seed);
      ProfileState state = ProfileState.empty();
      ProfileState files = ProfileState.empty();
      for (int i = random.nextInt(7); i >= 0; i--) {
        Event order =
            order("o" + i, noon(-random.nextInt(500)), 5 + random.nextInt(300) * random.nextInt(5));
        state = random.nextInt(3) == 0 ? state : state.apply(order);
        files = files.apply(order);
      }
      List<Event> later = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        int day = 1 + random.nextInt(DAYS - 1);
        later.add(order("n" + i, noon(day), 5 + random.nextInt(200)));
        if (random.nextInt(3) == 0) {
          later.add(refund("n" + i, noon(day + random.nextInt(20)).plusSeconds(60)));
        }
      }
      later.sort(Comparator.comparing(event -> event.times().at()));
      Optional<PurchaseBase> base =
          random.nextBoolean()
              ? Optional.of(Models.base(MODEL, files.orders(), random.nextBoolean()))
              : Optional.empty();
      return new History(state, base, later);
    }
  }

  /** Somebody who is followed: what was told so far. */
  private static final class Told {
    private final Follower follower;
    private final Optional<PurchaseBase> base;
    private ProfileState state;
    private Optional<Standing> standing = Optional.empty();
    private Optional<Instant> due = Optional.empty();
    private final List<Change> changes = new ArrayList<>();
    private int looks;

    Told(LiveValue live, History history) {
      follower = Follower.of(live, ValueStep.USUAL);
      base = history.base();
      state = history.before();
    }

    void look(Optional<Instant> missedSince, Instant now) {
      Followed followed =
          follower.follow(standing, new Customer(state, base, ""), missedSince, now, false);
      standing = Optional.of(followed.standing());
      due = followed.next();
      changes.addAll(followed.changes());
      looks++;
    }

    void happens(Event event, boolean missed) {
      state = state.apply(event);
      look(missed ? due : Optional.empty(), event.times().at());
    }

    boolean isDue(Instant now) {
      return due.isPresent() && !due.get().isAfter(now);
    }
  }

  private static Told everyDay(LiveValue live, History history) {
    Told told = new Told(live, history);
    List<Event> left = new ArrayList<>(history.later());
    told.look(Optional.empty(), END);
    for (int ahead = 1; ahead <= DAYS; ahead++) {
      told.look(Optional.empty(), midnight(ahead));
      while (!left.isEmpty() && left.get(0).times().at().isBefore(midnight(ahead + 1))) {
        told.happens(left.remove(0), false);
      }
    }
    return told;
  }

  /** Looks only when it is due, and on no day when the server is down. */
  private static Told whenDue(LiveValue live, History history, Random downs, double downShare) {
    Told told = new Told(live, history);
    List<Event> left = new ArrayList<>(history.later());
    told.look(Optional.empty(), END);
    for (int ahead = 1; ahead <= DAYS; ahead++) {
      boolean down = ahead < DAYS && downs.nextDouble() < downShare;
      if (!down && told.isDue(midnight(ahead))) {
        told.look(told.due, midnight(ahead));
      }
      while (!left.isEmpty() && left.get(0).times().at().isBefore(midnight(ahead + 1))) {
        told.happens(left.remove(0), true);
      }
    }
    return told;
  }

  @Property(tries = 50)
  void whatIsFoundWhenDueIsWhatIsFoundOnEveryDay(@ForAll long seed) {
    History history = History.of(seed);
    Told everyDay = everyDay(LIVE, history);
    Told whenDue = whenDue(LIVE, history, new Random(seed), 0);

    assertThat(whenDue.changes).isEqualTo(everyDay.changes);
    assertThat(whenDue.standing).isEqualTo(everyDay.standing);
    // once for each change, at the end, and at each event
    assertThat(whenDue.looks)
        .isLessThanOrEqualTo(everyDay.changes.size() + history.later().size() + 2);
  }

  @Property(tries = 4)
  void whatIsFoundWhenDueIsWhatIsFoundOnEveryDay_alsoWithASeason(@ForAll long seed) {
    History history = History.of(seed);
    Told everyDay = everyDay(SEASONAL, history);

    assertThat(whenDue(SEASONAL, history, new Random(seed), 0).changes).isEqualTo(everyDay.changes);
  }

  @Property(tries = 30)
  void daysThatWereMissedAreToldOneByOne(@ForAll long seed) {
    History history = History.of(seed);

    assertThat(whenDue(LIVE, history, new Random(seed), 0.9).changes)
        .isEqualTo(everyDay(LIVE, history).changes);
  }

  @Test
  void whoIsOverdueIsToldAtMidnightWhateverTheClocksDo() {
    // 60 days of rhythm, at risk after 150 of them: moved so that it falls on the days with 25
    // and 23 hours, and on the days after them
    for (LocalDate date :
        List.of(
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 10, 26),
            LocalDate.of(2027, 3, 28),
            LocalDate.of(2027, 3, 29))) {
      ProfileState state = ProfileState.empty();
      for (int i = 0; i < 3; i++) {
        LocalDate bought = date.minusDays(silence() + 60L * i);
        state =
            state.apply(order("o" + i, bought.atTime(23, 59).atZone(Models.ZONE).toInstant(), 50));
      }
      Customer customer = new Customer(state, Optional.empty(), "");
      Instant eve = date.minusDays(1).atTime(23, 59, 59).atZone(Models.ZONE).toInstant();
      Instant midnight = date.atStartOfDay(Models.ZONE).toInstant();
      Follower segments = Follower.of(LIVE, new ValueStep(1000, 1e9));
      Followed before = segments.follow(Optional.empty(), customer, Optional.empty(), eve, false);
      Followed after =
          segments.follow(Optional.of(before.standing()), customer, before.next(), midnight, false);

      assertThat(before.next()).as(date.toString()).hasValue(midnight);
      assertThat(after.changes()).extracting(Change::name).contains(Change.SEGMENT);
      assertThat(after.changes().get(0).properties())
          .containsEntry("cause", "time")
          .containsEntry("state", ActivityState.AT_RISK.code())
          .containsEntry("as_of", date.toString());
      assertThat(after.changes().get(0).at()).isEqualTo(midnight);
      assertThat(midnight.atZone(Models.ZONE).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
    }
  }

  /** Days of silence after which somebody who buys every 60 days is first at risk. */
  private static int silence() {
    ProfileState state = ProfileState.empty();
    for (int i = 0; i < 3; i++) {
      state = state.apply(order("o" + i, noon(-60 * i), 50));
    }
    int ahead = 1;
    while (LIVE.value(state, Optional.empty(), noon(ahead)).state() == ActivityState.ACTIVE) {
      ahead++;
    }
    return ahead;
  }

  @Test
  void causesAreTold() {
    Follower follower = Follower.of(LIVE, ValueStep.USUAL);
    ProfileState state = ProfileState.empty().apply(order("1", noon(1), 500));
    Followed bought = follow(follower, Optional.empty(), state, noon(1), false);
    ProfileState returned = state.apply(refund("1", noon(2)));
    Followed refunded = follow(follower, standing(bought), returned, noon(2), false);
    ProfileState joined = state.apply(order("2", noon(-20), 90));
    Followed merged = follow(follower, standing(bought), joined, noon(3), true);
    PublishedModel other = Models.otherRun();
    Followed rerun =
        follow(
            Follower.of(LiveValue.of(other), ValueStep.USUAL),
            standing(bought),
            state,
            noon(3),
            false);

    assertThat(causes(bought)).containsOnly(Cause.PURCHASE);
    assertThat(bought.changes().get(0).properties())
        .containsEntry("previous_segment", null)
        .containsEntry("previous_value", null);
    assertThat(causes(refunded)).containsOnly(Cause.REFUND);
    assertThat(refunded.changes().get(0).properties()).containsEntry("segment", null);
    assertThat(refunded.next()).isEmpty();
    assertThat(causes(merged)).containsOnly(Cause.MERGE);
    assertThat(causes(rerun)).containsOnly(Cause.RUN);
    // and nothing twice
    assertThat(follow(follower, standing(bought), state, noon(1), false).changes()).isEmpty();
  }

  @Test
  void aStandingIsReadBackAsItWas() {
    Follower follower = Follower.of(LIVE, ValueStep.USUAL);
    ProfileState state = ProfileState.empty().apply(order("1", noon(1), 500));
    Standing standing = follow(follower, Optional.empty(), state, noon(1), false).standing();

    assertThat(Standing.of(standing.toFields())).isEqualTo(standing);
    assertThat(Standing.of(Standing.NOBODY.toFields())).isEqualTo(Standing.NOBODY);
  }

  @Test
  void whatTheRunHasPublishedIsNoNews() {
    ProfileState files = ProfileState.empty().apply(order("1", noon(-9), 50));
    Optional<PurchaseBase> base = Optional.of(Models.base(MODEL, files.orders(), false));
    Follower follower = Follower.of(LIVE, ValueStep.USUAL);

    Followed looked =
        follower.follow(
            Optional.empty(),
            new Customer(ProfileState.empty(), base, "7"),
            Optional.empty(),
            END,
            false);

    assertThat(looked.changes()).isEmpty();
    assertThat(looked.standing().segment()).isPresent();
    assertThat(looked.next()).isPresent();
  }

  private static Followed follow(
      Follower follower, Optional<Standing> told, ProfileState state, Instant now, boolean merged) {
    return follower.follow(
        told, new Customer(state, Optional.empty(), ""), Optional.empty(), now, merged);
  }

  private static Optional<Standing> standing(Followed followed) {
    return Optional.of(followed.standing());
  }

  private static List<Cause> causes(Followed followed) {
    return followed.changes().stream().map(Change::cause).toList();
  }

  @Test
  void theSeasonalModelIsOfASeason() {
    assertThat(Models.seasonal().models().orElseThrow().clock())
        .isNotEqualTo(OperationalClock.calendar());
    assertThat(Models.seasonal().models().orElseThrow().clock().isCalendar()).isFalse();
  }
}
