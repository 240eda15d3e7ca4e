// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.JobContext;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.EventFile;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.options.OptionSources;
import io.perenne.server.privacy.Privacy;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.Erasures;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events of a home, for a terminal; a server may run meanwhile. */
public final class LiveHome implements AutoCloseable {
  private static final Change TERMINAL = new Change("terminal", "terminal");

  private final JobContext context;
  private final Store store;
  private final WriteKeys keys;

  private LiveHome(JobContext context, Store store) {
    this.context = context;
    this.store = store;
    keys = new WriteKeys(store, context.clock(), context.random());
  }

  /**
   * Opens the events of a home.
   *
   * @throws InputException if the database cannot be used
   */
  public static LiveHome open(OptionSources sources, JobContext context) {
    try {
      return new LiveHome(
          context,
          Store.open(new ServerOptionsReader(sources).database(context.home()), context.clock()));
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Returns all sources. */
  public List<WriteKeys.Line> sources() {
    return keys.all();
  }

  /**
   * Adds a source and returns its write key.
   *
   * @throws InputException if the name cannot be used, or is taken
   */
  public String add(String name) {
    return keys.add(TERMINAL, name);
  }

  /**
   * Gives a source another key and returns it.
   *
   * @param overlap how long the key before still counts
   * @throws InputException if there is no such source
   */
  public String rotate(String name, Duration overlap) {
    return keys.rotate(TERMINAL, name, overlap);
  }

  /**
   * Takes nothing more from a source, or takes its events again.
   *
   * @throws InputException if there is no such source
   */
  public void disable(String name, boolean disabled) {
    keys.disable(TERMINAL, name, disabled);
  }

  /**
   * Takes the events of a file, one message a line, and makes profiles of them.
   *
   * @param source the name of the source that they are said to come from; it is added if it is not
   *     there
   * @param rejects where lines are written that are no events
   * @throws InputException if the file cannot be read, or the rejects cannot be written
   */
  public EventFile.Result take(Path file, String source, Path rejects) {
    if (keys.all().stream().noneMatch(each -> each.source().name().equals(source))) {
      keys.add(TERMINAL, source);
    }
    long id = keys.require(source).id();
    IdentityRules rules = IdentityRules.standard();
    try {
      EventFile.Result result =
          new EventFile(store, new Intake(rules), context.clock()).take(file, id, rejects);
      new ProfileWriter(store, rules).drain();
      return result;
    } catch (IOException e) {
      throw Words.failure("events.unreadable", file, e);
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Returns whom somebody means by a word. */
  private Identifier whom(String text) {
    ProfileReader profiles = new ProfileReader(store, IdentityRules.standard());
    Map<String, Identifier> found = new LinkedHashMap<>();
    for (Identifier each : profiles.typed(text)) {
      profiles.find(each).ifPresent(one -> found.putIfAbsent(one.id(), each));
    }
    if (found.size() > 1) {
      throw Words.refusal(
          "person.several",
          found.values().stream().map(Identifier::toString).collect(Collectors.joining(", ")));
    }
    return found.values().stream().findFirst().orElseGet(() -> unknown(text));
  }

  private static Identifier unknown(String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      return new Identifier(text.substring(0, colon), text.substring(colon + 1).strip());
    }
    return new Identifier(text.contains("@") ? "email" : "user_id", text);
  }

  /**
   * Returns how much is known of a person.
   *
   * @param person {@code TYPE:VALUE}, a value of any type, or the id of a customer whom files alone
   *     know
   * @throws InputException if nothing is known, or if it names several people
   */
  public Privacy.Extent extent(String person) {
    Identifier found = whom(person);
    return ask(privacy -> privacy.extent(found));
  }

  /**
   * Erases a person for good and returns the erasure with its proof. A server that runs on the home
   * sees it at once.
   *
   * @param person as above
   * @throws InputException if nothing is known, it names several people, or a run is being made
   */
  public Erasures.Erasure erase(String person) {
    Identifier found = whom(person);
    return ask(
        privacy -> {
          long number = privacy.erase(TERMINAL, found);
          return privacy.erasures().stream()
              .filter(each -> each.id() == number)
              .findFirst()
              .orElseThrow();
        });
  }

  private <T> T ask(Function<Privacy, T> question) {
    try (PublishedRuns runs = PublishedRuns.of(context.home(), context.resources())) {
      return question.apply(new Privacy(store, runs, context));
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
