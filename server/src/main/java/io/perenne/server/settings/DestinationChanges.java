// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.job.Destinations;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.Message;
import io.perenne.server.account.Change;
import io.perenne.server.storage.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds, changes, tries and deletes destinations, and records who did. */
public final class DestinationChanges {
  private final JobContext context;
  private final Store store;
  private final SettingsStore settings;
  private final Destinations destinations;

  /**
   * Makes the changes of a home's destinations.
   *
   * @param settings what knows the destinations that runs are delivered to
   */
  public DestinationChanges(JobContext context, Store store, SettingsStore settings) {
    this.context = context;
    this.store = store;
    this.settings = settings;
    this.destinations = new Destinations(context);
  }

  /**
   * What came of a trial.
   *
   * @param name of the destination
   * @param found what was found, if it was reached
   * @param problems why it was not
   * @param identity what a person has to approve first
   */
  public record Trial(
      String name,
      Optional<Message> found,
      List<Problem> problems,
      Optional<ServerIdentity> identity) {
    /** Copies the list. */
    public Trial {
      problems = List.copyOf(problems);
    }

    private static Trial failed(String name, List<Problem> problems) {
      return new Trial(name, Optional.empty(), problems, Optional.empty());
    }
  }

  /** Returns the destinations of the home. */
  public Destinations all() {
    return destinations;
  }

  /**
   * Adds a destination.
   *
   * @param given values by the names of keys, {@code kind} among them
   * @throws InputException if the name is taken, or a value cannot be used
   */
  public void add(Change by, String name, Map<String, String> given) {
    if (destinations.has(name)) {
      throw Words.refusal("destination.taken", name);
    }
    destinations.save(name, given);
    record(by, "destination.save", name, Optional.empty(), Optional.of(summary(given)));
  }

  /**
   * Changes a destination; its kind stays.
   *
   * @param given values by the names of keys, those that stay too
   * @throws InputException if a value cannot be used
   */
  public void change(Change by, DestinationSettings before, Map<String, String> given) {
    destinations.save(before.name(), given);
    record(
        by,
        "destination.save",
        before.name(),
        Optional.of(summary(before.given())),
        Optional.of(summary(given)));
  }

  /**
   * Deletes a destination; what was delivered to it stays recorded.
   *
   * @throws InputException if runs are delivered to it by the settings in force
   */
  public void delete(Change by, DestinationSettings before) {
    if (settings.current().plan().destinations().contains(before.name())) {
      throw Words.refusal("destination.used", before.name());
    }
    destinations.delete(before.name());
    record(
        by,
        "destination.delete",
        before.name(),
        Optional.of(summary(before.given())),
        Optional.empty());
  }

  /** Tries a destination without a delivery. */
  public Trial trial(DestinationSettings tried) {
    try {
      Optional<ServerIdentity> identity = destinations.toApprove(tried);
      if (identity.isPresent()) {
        return new Trial(tried.name(), Optional.empty(), List.of(), identity);
      }
      Route route = destinations.routes().route(tried);
      route.checkPacking();
      return new Trial(
          tried.name(), Optional.of(route.destination().check()), List.of(), Optional.empty());
    } catch (InputException e) {
      return Trial.failed(tried.name(), e.problems());
    } catch (RuntimeException e) {
      if (e instanceof Spoken spoken) {
        return Trial.failed(
            tried.name(),
            List.of(Problem.of(Words.message("destination.unreached")).withValue(spoken::in)));
      }
      throw e;
    }
  }

  /**
   * Keeps what a server shows now, if it is what a person has seen of it.
   *
   * @param seen the fingerprint that the person compared
   * @return the settings with what was approved; empty if the server shows something else, or
   *     nothing that has to be approved
   */
  public Optional<DestinationSettings> approve(
      Change by, DestinationSettings settings, String seen) {
    return destinations
        .toApprove(settings)
        .filter(shown -> shown.fingerprint().equals(seen))
        .map(
            shown -> {
              DestinationSettings approved = destinations.approve(settings, shown);
              record(
                  by, "destination.approve", settings.name(), Optional.empty(), Optional.of(seen));
              return approved;
            });
  }

  /**
   * Returns values over those before: what may be a secret and is not given stays as it was.
   *
   * @param before the values before, by the names of keys
   * @param given the values that somebody gave; blank ones are none
   */
  public static Map<String, String> over(DestinationSettings before, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("kind", before.channel().kind());
    for (Key<?> key : Channels.keys(before.channel())) {
      String value = given.getOrDefault(key.name(), "").strip();
      if (!value.isEmpty()) {
        all.put(key.name(), value);
      } else if (key.is(Key.Trait.CONFIDENTIAL) && before.given().containsKey(key.name())) {
        all.put(key.name(), before.given().get(key.name()));
      }
    }
    return all;
  }

  private void record(
      Change by, String what, String name, Optional<String> before, Optional<String> after) {
    by.record(store, context.clock().instant(), what, name, before, after);
  }

  /** What was set, as the record keeps it: nothing that may be a secret. */
  private static String summary(Map<String, String> given) {
    Set<String> hidden =
        Channels.find(given.getOrDefault("kind", "")).stream()
            .flatMap(channel -> Channels.keys(channel).stream())
            .filter(key -> key.is(Key.Trait.CONFIDENTIAL))
            .map(Key::name)
            .collect(Collectors.toSet());
    return given.entrySet().stream()
        .map(each -> each.getKey() + "=" + (hidden.contains(each.getKey()) ? "…" : each.getValue()))
        .collect(Collectors.joining("; "));
  }
}
