// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How often people may be contacted. What it says depends on the history of contacts and on the
 * time alone.
 *
 * @param channels caps of channels; a channel without one has none
 * @param all the cap of all channels together that {@linkplain Channel#interrupts interrupt}
 * @param issues caps of issues
 * @param segments caps of channels for the people of a segment, in place of those of all
 * @param ignored so many messages of one action ignored one after the other, and it is left off
 * @param ignoredDays for so many days after the last of them
 * @param quiet when nobody is disturbed
 */
public record ContactPolicy(
    Map<Channel, Cap> channels,
    Optional<Cap> all,
    Map<String, Cap> issues,
    Map<Segment, Map<Channel, Cap>> segments,
    int ignored,
    int ignoredDays,
    QuietHours quiet) {
  private static final int WEEK = 7;
  private static final int MONTH = 30;

  /** E-mail twice and SMS once a week, a call every 30 days, three contacts a week in all. */
  public static final ContactPolicy USUAL =
      new ContactPolicy(
          Map.of(
              Channel.EMAIL, new Cap(2, WEEK),
              Channel.SMS, new Cap(1, WEEK),
              Channel.CALL, new Cap(1, MONTH)),
          Optional.of(new Cap(3, WEEK)),
          Map.of(),
          Map.of(),
          3,
          90,
          QuietHours.NEVER);

  /** Copies and checks. */
  public ContactPolicy {
    channels = Map.copyOf(channels);
    issues = Map.copyOf(issues);
    segments = Map.copyOf(segments);
    Words.within("ignored", ignored, 1, 1000);
    Words.within("ignored-days", ignoredDays, 0, 3650);
  }

  /** Returns the same policy where nobody minds the hour: what is planned now may be sent later. */
  public ContactPolicy atAnyHour() {
    return new ContactPolicy(
        channels, all, issues, segments, ignored, ignoredDays, QuietHours.NEVER);
  }

  /** What the policy says of a contact. */
  public sealed interface Verdict {}

  /** It may be made now. */
  public record Allowed() implements Verdict {}

  /**
   * It waits, as nobody is disturbed now; it is asked about again then.
   *
   * @param until the end of the quiet hours
   */
  public record Waits(Instant until) implements Verdict {}

  /**
   * It is not made.
   *
   * @param gate by which rule
   * @param until when the rule lets it through if nothing happens until then; empty for never
   */
  public record Refused(Gate gate, Optional<Instant> until) implements Verdict {}

  /**
   * Returns what the policy says of a contact.
   *
   * @param history the contacts of the person, in any order; those after the instant do not count
   * @param action what is to be done; caps do not hold for one that serves, all else does
   * @param channel by what
   * @param segment that of the person, if known
   * @param at when
   * @param zone that of the person, else of the tenant
   */
  public Verdict check(
      List<Contact> history,
      Action action,
      Channel channel,
      Optional<Segment> segment,
      Instant at,
      ZoneId zone) {
    List<Contact> past = history.stream().filter(each -> !each.at().isAfter(at)).toList();
    boolean stopped =
        past.stream()
            .anyMatch(
                each ->
                    each.response() == Contact.Response.COMPLAINED
                        || (each.response() == Contact.Response.UNSUBSCRIBED
                            && each.channel() == channel));
    if (stopped) {
      return new Refused(Gate.STOPPED, Optional.empty());
    }
    if (!action.service()) {
      Optional<Refused> refused = capped(past, action, channel, segment, at);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Instant awake = channel.interrupts() ? quiet.next(at, zone) : at;
    return awake.equals(at) ? new Allowed() : new Waits(awake);
  }

  private Optional<Refused> capped(
      List<Contact> past, Action action, Channel channel, Optional<Segment> segment, Instant at) {
    List<Contact> same = past.stream().filter(each -> each.action().equals(action.id())).toList();
    return longIgnored(same, at)
        .or(() -> repeated(same, action, at))
        .or(
            () ->
                cap(channel, segment)
                    .flatMap(
                        cap -> full(Gate.CHANNEL_CAP, cap, past, c -> c.channel() == channel, at)))
        .or(
            () ->
                all.filter(cap -> channel.interrupts())
                    .flatMap(
                        cap -> full(Gate.TOTAL_CAP, cap, past, c -> c.channel().interrupts(), at)))
        .or(
            () ->
                Optional.ofNullable(issues.get(action.issue()))
                    .flatMap(
                        cap ->
                            full(
                                Gate.ISSUE_CAP,
                                cap,
                                past,
                                c -> c.issue().equals(action.issue()),
                                at)));
  }

  /** Returns the cap of a channel for the people of a segment. */
  public Optional<Cap> cap(Channel channel, Optional<Segment> segment) {
    Optional<Map<Channel, Cap>> own = segment.map(segments::get);
    return own.map(caps -> caps.get(channel)).or(() -> Optional.ofNullable(channels.get(channel)));
  }

  private Optional<Refused> longIgnored(List<Contact> same, Instant at) {
    List<Contact> settled =
        same.stream()
            .filter(each -> each.response() != Contact.Response.OPEN)
            .sorted(Comparator.comparing(Contact::at).reversed())
            .limit(ignored)
            .toList();
    boolean all =
        settled.size() == ignored
            && settled.stream().allMatch(each -> each.response() == Contact.Response.IGNORED);
    if (!all) {
      return Optional.empty();
    }
    return still(Gate.IGNORED, settled.get(0).at().plus(Duration.ofDays(ignoredDays)), at);
  }

  private static Optional<Refused> repeated(List<Contact> same, Action action, Instant at) {
    Optional<Instant> last = same.stream().map(Contact::at).max(Comparator.naturalOrder());
    return last.isEmpty() || action.limits().repeatDays().isEmpty()
        ? Optional.empty()
        : still(
            Gate.REPEATED,
            last.get().plus(Duration.ofDays(action.limits().repeatDays().getAsInt())),
            at);
  }

  private static Optional<Refused> still(Gate gate, Instant until, Instant at) {
    return at.isBefore(until)
        ? Optional.of(new Refused(gate, Optional.of(until)))
        : Optional.empty();
  }

  private static Optional<Refused> full(
      Gate gate, Cap cap, List<Contact> past, Predicate<Contact> counts, Instant at) {
    if (cap.most() == 0) {
      return Optional.of(new Refused(gate, Optional.empty()));
    }
    if (past.size() < cap.most()) {
      return Optional.empty();
    }
    Duration stretch = Duration.ofDays(cap.days());
    List<Instant> within =
        past.stream()
            .filter(counts)
            .map(Contact::at)
            .filter(each -> each.plus(stretch).isAfter(at))
            .sorted()
            .toList();
    return within.size() < cap.most()
        ? Optional.empty()
        : Optional.of(
            new Refused(gate, Optional.of(within.get(within.size() - cap.most()).plus(stretch))));
  }
}
