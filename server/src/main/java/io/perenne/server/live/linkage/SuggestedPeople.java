// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.linkage;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Suggestions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may be known twice, and what somebody says of it. */
public final class SuggestedPeople {
  private static final double MILLION = 1e6;

  private final Store store;
  private final ProfileReader profiles;
  private final InstantSource clock;

  /** Makes a reader of a store. */
  public SuggestedPeople(Store store, IdentityRules rules, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    profiles = new ProfileReader(store, rules);
  }

  /**
   * What a field says.
   *
   * @param field its name
   * @param bits how much it speaks for one person (above 0) or against it
   */
  public record Reason(String field, double bits) {}

  /**
   * Two profiles that may be of one person.
   *
   * @param one a profile
   * @param other the other
   * @param probability that they are of one person
   * @param reasons what each field says, what says most first
   */
  public record Suggested(Found one, Found other, double probability, List<Reason> reasons) {
    /** Copies the reasons. */
    public Suggested {
      reasons = List.copyOf(reasons);
    }

    /** Returns what was compared of the one, by field. */
    public Map<String, String> said() {
      return Records.of(one.state().traits()).orElseGet(Map::of);
    }

    /** Returns what was compared of the other, by field. */
    public Map<String, String> saidOfOther() {
      return Records.of(other.state().traits()).orElseGet(Map::of);
    }
  }

  /**
   * How the last search went.
   *
   * @param profiles how many there were
   * @param compared how many of them said enough to be compared
   */
  public record Last(long profiles, long compared) {}

  /** Returns how the last search went; empty if there was none. */
  public Optional<Last> last() {
    return store
        .read(in -> new Settings(in).find(LinkageWork.LAST))
        .map(Json::own)
        .map(all -> new Last(number(all.get("profiles")), number(all.get("compared"))));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** Returns the suggestions whose profiles are there still, the most probable first. */
  public List<Suggested> list(int most) {
    return store.read(in -> new Suggestions(in).all()).stream()
        .flatMap(each -> suggested(each).stream())
        .limit(most)
        .toList();
  }

  private Optional<Suggested> suggested(Suggestions.Kept kept) {
    Optional<Found> one = find(kept.pair().one());
    Optional<Found> other = find(kept.pair().other());
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty(); // joined, or made again, since
    }
    List<Reason> reasons =
        Json.own(kept.reasons()).entrySet().stream()
            .flatMap(
                each ->
                    each.getValue() instanceof Number bits
                        ? Optional.of(new Reason(each.getKey(), bits.doubleValue())).stream()
                        : Optional.<Reason>empty().stream())
            .sorted(
                Comparator.comparingDouble((Reason each) -> -Math.abs(each.bits()))
                    .thenComparing(Reason::field))
            .toList();
    return Optional.of(new Suggested(one.get(), other.get(), kept.millionths() / MILLION, reasons));
  }

  private Optional<Found> find(String profile) {
    return profiles.find(new Identifier(ProfileReader.PROFILE, profile));
  }

  /** Says that two profiles are two people; returns whether they were suggested. */
  public boolean refuse(Change by, String one, String other) {
    Suggestions.Pair pair = new Suggestions.Pair(one, other);
    return store.write(
        in -> {
          boolean suggested = new Suggestions(in).refuse(pair, by.who(), clock.instant());
          if (suggested) {
            by.record(
                in,
                clock.instant(),
                "identity.refuse",
                pair.one(),
                Optional.empty(),
                Optional.of(pair.other()));
          }
          return suggested;
        });
  }
}
