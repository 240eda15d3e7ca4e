// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.RunReader;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.Valuation;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values people at any instant by the models of the newest run and by what it knew of their
 * purchases. Safe for use by many threads.
 */
public final class LiveValues {
  /** So many customers of the run are remembered; what a run says of one never changes. */
  private static final int MOST_KEPT = 20_000;

  private static final String NUMBERS = "purchases-2";

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

  /** A run, its models, and the customers that were asked for last. */
  private static final class Current {
    final RunDocument run;
    final LiveValue value;
    final Map<String, Optional<PurchaseBase>> bases =
        new LinkedHashMap<>(1024, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Optional<PurchaseBase>> eldest) {
            return size() > MOST_KEPT;
          }
        };

    Current(RunDocument run) {
      this.run = run;
      value = LiveValue.of(PublishedModels.of(run));
    }
  }

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
    List<Known> all =
        rules.strong(identifiers).stream()
            .flatMap(
                each -> base(now, each.value()).map(base -> new Known(each.value(), base)).stream())
            .toList();
    Optional<Known> known = all.stream().findFirst();
    Valuation valuation = now.value.value(profile, known.map(Known::base), at);
    if (known.isEmpty() && valuation.purchases().purchaseDays() == 0) {
      return Optional.empty();
    }
    List<String> others = all.stream().map(Known::customerId).distinct().skip(1).toList();
    return Optional.of(new Valued(valuation, now.run, known.map(Known::customerId), others));
  }

  /** Returns the newest run whose models value people; empty if there is none. */
  public Optional<RunDocument> newest() {
    return runs.latest().filter(run -> run.model().levels() != null);
  }

  /** Returns what values people by the models of a run. */
  public LiveValue model(RunDocument run) {
    return current(run).value;
  }

  /** Returns the ids by which a run may know a person, the likeliest first. */
  public List<String> customerIds(List<Identifier> identifiers) {
    return rules.strong(identifiers).stream().map(Identifier::value).toList();
  }

  /** Returns what a run knows of those of some customers whom it knows, by their ids. */
  public Map<String, PurchaseBase> bases(RunDocument run, Set<String> customerIds) {
    Map<String, PurchaseBase> bases = new HashMap<>();
    runs.read(
        run,
        reader -> {
          customerIds.forEach(id -> base(reader, id).ifPresent(base -> bases.put(id, base)));
          return bases;
        });
    return bases;
  }

  private synchronized Current current(RunDocument run) {
    // a run from which somebody was erased has another contract file
    if (current == null
        || !current.run.runId().equals(run.runId())
        || !current.run.contractSha256().equals(run.contractSha256())) {
      current = new Current(run);
    }
    return current;
  }

  private static Optional<PurchaseBase> base(RunReader run, String customerId) {
    return run.facts(NUMBERS, PublishedModels.PURCHASES, PublishedModels.DAYS, customerId)
        .map(PublishedModels::base);
  }

  private Optional<PurchaseBase> base(Current now, String customerId) {
    synchronized (now.bases) {
      Optional<PurchaseBase> remembered = now.bases.get(customerId);
      if (remembered != null) {
        return remembered;
      }
    }
    Optional<PurchaseBase> base = runs.read(now.run, reader -> base(reader, customerId));
    synchronized (now.bases) {
      now.bases.put(customerId, base);
    }
    return base;
  }
}
