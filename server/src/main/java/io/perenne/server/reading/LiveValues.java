// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.Valuation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values people at any instant by the models of the newest run and by what it knew of their
 * purchases. Safe for use by many threads.
 */
public final class LiveValues {
  private final PublishedRuns runs;
  private final IdentityRules rules;
  private @Nullable Current current;

  /**
   * Values people by the newest of some runs.
   *
   * @param rules say which identifiers are given to one person: only those can be the id of a
   *     customer; that of a device could be somebody else's by chance
   */
  public LiveValues(PublishedRuns runs, IdentityRules rules) {
    this.runs = runs;
    this.rules = rules;
  }

  /**
   * What a person is worth.
   *
   * @param valuation the value
   * @param run the run whose models say so
   * @param customerId the id by which that run knows the person; empty if it does not, so that only
   *     orders that came as events count
   * @param otherCustomerIds by which else the run knows the person, as somebody may have joined
   *     two; what the run knows of those is not counted
   */
  public record Valued(
      Valuation valuation,
      RunDocument run,
      Optional<String> customerId,
      List<String> otherCustomerIds) {
    /** Copies the list. */
    public Valued {
      otherCustomerIds = List.copyOf(otherCustomerIds);
    }

    /** Returns whether a run of the same day by the same models would say the same. */
    public boolean exact() {
      return valuation.exact() && otherCustomerIds.isEmpty();
    }
  }

  private record Known(String customerId, PurchaseBase base) {}

  /** A run and its models. */
  private record Current(RunDocument run, LiveValue value) {}

  /**
   * Returns what a person is worth; empty if there is no run, if it is of a version that published
   * too little, or if nobody knows of a purchase.
   *
   * @param identifiers what the person is known by
   * @param profile what events say
   * @param at when
   */
  public Optional<Valued> value(List<Identifier> identifiers, ProfileState profile, Instant at) {
    Optional<RunDocument> newest = newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Current now = current(newest.get());
    List<Known> all = known(now.run(), customerIds(identifiers));
    Optional<Known> known = all.stream().findFirst();
    Valuation valuation = now.value().value(profile, known.map(Known::base), at);
    if (known.isEmpty() && valuation.purchases().purchaseDays() == 0) {
      return Optional.empty();
    }
    List<String> others = all.stream().map(Known::customerId).distinct().skip(1).toList();
    return Optional.of(new Valued(valuation, now.run(), known.map(Known::customerId), others));
  }

  /** Returns the newest run whose models value people; empty if there is none. */
  public Optional<RunDocument> newest() {
    return runs.latest().filter(run -> run.model().levels() != null);
  }

  /** Returns whose days count: those of the newest run, and UTC before there is one. */
  public static ZoneId zone(PublishedRuns runs) {
    return runs.latest().map(PublishedModels::zone).orElse(ZoneOffset.UTC);
  }

  /** Returns what values people by the models of a run. */
  public LiveValue model(RunDocument run) {
    return current(run).value();
  }

  /** Returns the ids by which a run may know a person, the likeliest first. */
  public List<String> customerIds(List<Identifier> identifiers) {
    return rules.strong(identifiers).stream().map(Identifier::value).toList();
  }

  /** Returns what a run knows of those of some customers whom it knows, by their ids. */
  public Map<String, PurchaseBase> bases(RunDocument run, Set<String> customerIds) {
    return known(run, customerIds).stream()
        .collect(Collectors.toMap(Known::customerId, Known::base));
  }

  private synchronized Current current(RunDocument run) {
    if (current == null || !current.run().runId().equals(run.runId())) {
      current = new Current(run, LiveValue.of(PublishedModels.of(run)));
    }
    return current;
  }

  private List<Known> known(RunDocument run, Collection<String> customerIds) {
    return customerIds.isEmpty()
        ? List.of()
        : runs.read(
            run,
            reader ->
                customerIds.stream()
                    .flatMap(
                        id ->
                            PublishedModels.base(reader, id)
                                .map(base -> new Known(id, base))
                                .stream())
                    .toList());
  }
}
