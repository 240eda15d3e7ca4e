// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.clv.words.Labelled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The destinations of a home: added, changed, approved and tried. */
public final class Destinations {
  private final JobContext context;
  private final DestinationStore store;

  /** Makes the destinations of a home. */
  public Destinations(JobContext context) {
    this.context = context;
    this.store = DestinationStore.of(context.home());
  }

  /** Returns all of them. */
  public List<DestinationSettings> all() {
    return store.list();
  }

  /** Returns whether there is one of a name. */
  public boolean has(String name) {
    return store.has(name);
  }

  /**
   * Returns one of them.
   *
   * @throws InputException if there is none of that name
   */
  public DestinationSettings load(String name) {
    return store.load(name);
  }

  /**
   * Keeps settings, completed by what the configuration of the home decides. A value that cannot be
   * used is refused before anything is kept.
   *
   * @param given values by the names of keys, {@code kind} among them
   * @return the route that they make
   * @throws InputException with every problem found
   */
  public Route save(String name, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(given);
    Channels.find(all.getOrDefault("kind", ""))
        .ifPresent(
            channel -> {
              channel.complete(all, this::configuration);
              LocalPaths.makeAbsolute(all, Channels.keys(channel));
            });
    DestinationSettings settings = Channels.settings(name, all);
    Route route = routes().route(settings);
    requireUsableKey(route);
    store.save(settings);
    return route;
  }

  /** Forgets a destination; what was delivered to it stays recorded. */
  public void delete(String name) {
    store.delete(name);
  }

  private RunConfiguration configuration() {
    Path file = context.home().resolve("perenne.yaml");
    return ConfigurationReader.read(Optional.of(file).filter(Files::exists), List.of());
  }

  private static void requireUsableKey(Route route) {
    try {
      route.checkPacking();
    } catch (DeliveryFailedException e) {
      throw new InputException(
          Problem.of(Texts.message("problem.destination.pgp", (Labelled) e::in))
              .withWhere(Texts.message("problem.destination.pgp.where", route.name()))
              .withRemedy(Texts.message("problem.destination.pgp.remedy")));
    }
  }

  /** Returns what makes routes of settings. */
  public Routes routes() {
    return Deliver.routes(context);
  }

  /**
   * Returns what the other side shows of itself, if a person has to approve that before anything is
   * sent.
   *
   * @throws InputException if the other side does not answer
   */
  public Optional<ServerIdentity> toApprove(DestinationSettings settings) {
    return Routes.needsApproval(settings)
        ? Optional.of(routes().identity(settings))
        : Optional.empty();
  }

  /** Keeps what a person has approved of the other side, which is checked ever after. */
  public DestinationSettings approve(DestinationSettings settings, ServerIdentity identity) {
    String key = settings.channel().approvedKey().orElseThrow().name();
    DestinationSettings approved = settings.with(key, identity.text());
    store.save(approved);
    return approved;
  }
}
