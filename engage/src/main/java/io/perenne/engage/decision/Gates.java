// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Asks everything that can keep an action from a person, in order, before anything is valued.
 *
 * @param policy how often people may be contacted
 * @param spent what was used of each action, by its id
 * @param tenantZone the zone in which the days of actions are counted
 */
public record Gates(ContactPolicy policy, Map<String, Spent> spent, ZoneId tenantZone) {
  /** Copies the map. */
  public Gates {
    spent = Map.copyOf(spent);
  }

  /**
   * Returns the first gate that is shut; empty if the person may have the action.
   *
   * @param candidate what is proposed
   */
  public Optional<Gate> shut(Situation person, Candidate candidate) {
    return ofPerson(person, candidate)
        .or(() -> ofAction(person, candidate.action()))
        .or(() -> ofPolicy(person, candidate))
        .or(() -> person.prospects().isEmpty() ? Optional.of(Gate.NOT_VALUED) : Optional.empty());
  }

  private static Optional<Gate> ofPerson(Situation person, Candidate candidate) {
    boolean service = candidate.action().service();
    return switch (person.standing()) {
      case UNKNOWN -> Optional.of(Gate.UNKNOWN);
      case ERASED -> Optional.of(Gate.ERASED);
      case SUPPRESSED -> Optional.of(Gate.SUPPRESSED);
      case KNOWN -> {
        if (!service && person.control()) {
          yield Optional.of(Gate.CONTROL_GROUP);
        }
        boolean asked = service || person.consents().contains(candidate.treatment().channel());
        yield asked ? Optional.empty() : Optional.of(Gate.NO_CONSENT);
      }
    };
  }

  private Optional<Gate> ofAction(Situation person, Action action) {
    Action.Limits limits = action.limits();
    LocalDate day = LocalDate.ofInstant(person.at(), tenantZone);
    Spent used = spent.getOrDefault(action.id(), Spent.NOTHING);
    if (limits.from().filter(day::isBefore).isPresent()) {
      return Optional.of(Gate.NOT_YET);
    }
    if (limits.until().filter(day::isAfter).isPresent()) {
      return Optional.of(Gate.OVER);
    }
    if (limits.stock().isPresent() && used.times() >= limits.stock().getAsLong()) {
      return Optional.of(Gate.NO_STOCK);
    }
    if (limits.budget().isPresent() && used.money() >= limits.budget().getAsDouble()) {
      return Optional.of(Gate.NO_BUDGET);
    }
    if (!action.audience().includes(person)) {
      return Optional.of(Gate.AUDIENCE);
    }
    return person.openCase() && !action.service() ? Optional.of(Gate.OPEN_CASE) : Optional.empty();
  }

  private Optional<Gate> ofPolicy(Situation person, Candidate candidate) {
    ContactPolicy.Verdict verdict =
        policy.check(
            person.contacts(),
            candidate.action(),
            candidate.treatment().channel(),
            person.segment(),
            person.at(),
            person.zone());
    if (verdict instanceof ContactPolicy.Refused refused) {
      return Optional.of(refused.gate());
    }
    return verdict instanceof ContactPolicy.Waits
        ? Optional.of(Gate.QUIET_HOURS)
        : Optional.empty();
  }
}
