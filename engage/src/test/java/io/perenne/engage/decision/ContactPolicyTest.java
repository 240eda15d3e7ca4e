// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.segment.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactPolicyTest {
  private static final Instant NOW = People.NOON;
  private static final Action OFFER = People.action("offer", 0, Action.Terms.FREE);

  private static Contact contact(int hoursAgo, Channel channel, Contact.Response response) {
    return new Contact(NOW.minus(Duration.ofHours(hoursAgo)), channel, "other", "grow", response);
  }

  private static Contact offer(int daysAgo, Contact.Response response) {
    return new Contact(
        NOW.minus(Duration.ofDays(daysAgo)), Channel.EMAIL, "offer", "grow", response);
  }

  private static ContactPolicy.Verdict check(
      ContactPolicy policy, List<Contact> history, Action action, Channel channel, Instant at) {
    return policy.check(
        history, action, channel, Optional.of(Segment.LOYAL_VIP), at, People.MADRID);
  }

  private static ContactPolicy.Verdict check(List<Contact> history, Channel channel) {
    return check(ContactPolicy.USUAL, history, OFFER, channel, NOW);
  }

  @Test
  void thirdEmailOfTheWeek_waitsForTheFirstToBeAWeekOld() {
    List<Contact> two =
        List.of(
            contact(100, Channel.EMAIL, Contact.Response.OPEN),
            contact(10, Channel.EMAIL, Contact.Response.OPEN));
    assertThat(check(two.subList(0, 1), Channel.EMAIL)).isEqualTo(new ContactPolicy.Allowed());
    assertThat(check(two, Channel.EMAIL))
        .isEqualTo(
            new ContactPolicy.Refused(
                Gate.CHANNEL_CAP, Optional.of(NOW.plus(Duration.ofHours(68)))));
    assertThat(check(two, Channel.SMS)).isEqualTo(new ContactPolicy.Allowed());
    assertThat(
            check(ContactPolicy.USUAL, two, OFFER, Channel.EMAIL, NOW.plus(Duration.ofHours(68))))
        .isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void fourthMessageOfTheWeek_isHeldWhateverTheChannel() {
    List<Contact> three =
        List.of(
            contact(100, Channel.EMAIL, Contact.Response.OPEN),
            contact(50, Channel.EMAIL, Contact.Response.OPEN),
            contact(10, Channel.SMS, Contact.Response.OPEN));
    assertThat(check(three, Channel.PUSH))
        .isEqualTo(
            new ContactPolicy.Refused(Gate.TOTAL_CAP, Optional.of(NOW.plus(Duration.ofHours(68)))));
    assertThat(check(three, Channel.WEB)).isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void segment_hasCapsOfItsOwn() {
    ContactPolicy policy =
        new ContactPolicy(
            ContactPolicy.USUAL.channels(),
            Optional.empty(),
            Map.of(),
            Map.of(Segment.LOYAL_VIP, Map.of(Channel.EMAIL, new Cap(1, 14))),
            3,
            90,
            QuietHours.NEVER);
    List<Contact> one = List.of(contact(200, Channel.EMAIL, Contact.Response.OPEN));
    assertThat(check(policy, one, OFFER, Channel.EMAIL, NOW))
        .isInstanceOf(ContactPolicy.Refused.class);
    assertThat(
            policy.check(
                one, OFFER, Channel.EMAIL, Optional.of(Segment.HIBERNATOR), NOW, People.MADRID))
        .isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void issue_hasACap() {
    ContactPolicy policy =
        new ContactPolicy(
            Map.of(),
            Optional.empty(),
            Map.of("grow", new Cap(1, 30)),
            Map.of(),
            3,
            90,
            QuietHours.NEVER);
    assertThat(
            check(
                policy,
                List.of(contact(24, Channel.SMS, Contact.Response.OPEN)),
                OFFER,
                Channel.EMAIL,
                NOW))
        .isEqualTo(
            new ContactPolicy.Refused(Gate.ISSUE_CAP, Optional.of(NOW.plus(Duration.ofDays(29)))));
  }

  @Test
  void sameAction_isNotRepeatedTooSoon() {
    Action seldom =
        People.action(
            "offer",
            false,
            0,
            Action.Terms.FREE,
            new Action.Limits(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(60)),
            Audience.EVERYBODY);
    assertThat(
            check(
                ContactPolicy.USUAL,
                List.of(offer(59, Contact.Response.ANSWERED)),
                seldom,
                Channel.EMAIL,
                NOW))
        .isEqualTo(
            new ContactPolicy.Refused(Gate.REPEATED, Optional.of(NOW.plus(Duration.ofDays(1)))));
    assertThat(
            check(
                ContactPolicy.USUAL,
                List.of(offer(60, Contact.Response.ANSWERED)),
                seldom,
                Channel.EMAIL,
                NOW))
        .isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void threeIgnoredInARow_leaveTheActionOffForNinetyDays() {
    List<Contact> ignored =
        List.of(
            offer(80, Contact.Response.IGNORED),
            offer(60, Contact.Response.IGNORED),
            offer(40, Contact.Response.IGNORED));
    assertThat(check(ignored, Channel.EMAIL))
        .isEqualTo(
            new ContactPolicy.Refused(Gate.IGNORED, Optional.of(NOW.plus(Duration.ofDays(50)))));
    List<Contact> answered = new ArrayList<>(ignored);
    answered.set(1, offer(60, Contact.Response.ANSWERED));
    assertThat(check(answered, Channel.EMAIL)).isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void unsubscribing_stopsTheChannelAndAComplaintAllOfThem() {
    List<Contact> left = List.of(contact(9000, Channel.EMAIL, Contact.Response.UNSUBSCRIBED));
    assertThat(check(left, Channel.EMAIL))
        .isEqualTo(new ContactPolicy.Refused(Gate.STOPPED, Optional.empty()));
    assertThat(check(left, Channel.SMS)).isEqualTo(new ContactPolicy.Allowed());
    assertThat(
            check(List.of(contact(9000, Channel.EMAIL, Contact.Response.COMPLAINED)), Channel.SMS))
        .isEqualTo(new ContactPolicy.Refused(Gate.STOPPED, Optional.empty()));
  }

  @Test
  void quietHours_holdAMessageUntilMorning() {
    ContactPolicy policy =
        new ContactPolicy(
            Map.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            3,
            90,
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0)));
    Instant late = Instant.parse("2025-07-01T20:30:00Z"); // 22:30 in Madrid
    assertThat(check(policy, List.of(), OFFER, Channel.SMS, late))
        .isEqualTo(new ContactPolicy.Waits(Instant.parse("2025-07-02T07:00:00Z")));
    assertThat(check(policy, List.of(), OFFER, Channel.SMS, Instant.parse("2025-07-02T06:59:59Z")))
        .isEqualTo(new ContactPolicy.Waits(Instant.parse("2025-07-02T07:00:00Z")));
    assertThat(check(policy, List.of(), OFFER, Channel.WEB, late))
        .isEqualTo(new ContactPolicy.Allowed());
    assertThat(check(policy, List.of(), OFFER, Channel.SMS, Instant.parse("2025-07-02T07:00:00Z")))
        .isEqualTo(new ContactPolicy.Allowed());
  }

  @Test
  void quietHours_endAfterTheClockChanges() {
    QuietHours night = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30));
    // 2025-03-30 has no 02:30 in Madrid; it comes as 03:30
    assertThat(night.next(Instant.parse("2025-03-30T00:30:00Z"), People.MADRID))
        .isEqualTo(Instant.parse("2025-03-30T01:30:00Z"));
    // 2025-10-26 has 02:30 twice, and 02:15 of the second time is after the first
    assertThat(night.next(Instant.parse("2025-10-26T01:15:00Z"), People.MADRID))
        .isEqualTo(Instant.parse("2025-10-26T01:30:00Z"));
  }

  /** Whoever always asks first never gets more than the caps. */
  @Property(tries = 200)
  void contactsThatWereAllowed_neverExceedACap(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 47) Integer> waits) {
    List<Contact> made = new ArrayList<>();
    Instant at = NOW;
    Channel[] channels = {Channel.EMAIL, Channel.SMS, Channel.CALL};
    for (int wait : waits) {
      at = at.plus(Duration.ofHours(wait));
      Channel channel = channels[wait % 3];
      if (check(ContactPolicy.USUAL, made, OFFER, channel, at) instanceof ContactPolicy.Allowed) {
        made.add(new Contact(at, channel, "other", "grow", Contact.Response.OPEN));
      }
    }
    for (Contact last : made) {
      assertThat(within(made, last.at(), 7, null)).isLessThanOrEqualTo(3);
      assertThat(within(made, last.at(), 7, Channel.EMAIL)).isLessThanOrEqualTo(2);
      assertThat(within(made, last.at(), 7, Channel.SMS)).isLessThanOrEqualTo(1);
      assertThat(within(made, last.at(), 30, Channel.CALL)).isLessThanOrEqualTo(1);
    }
  }

  private static long within(List<Contact> made, Instant end, int days, @Nullable Channel only) {
    return made.stream()
        .filter(each -> only == null || each.channel() == only)
        .filter(each -> !each.at().isAfter(end))
        .filter(each -> each.at().isAfter(end.minus(Duration.ofDays(days))))
        .count();
  }
}
