// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.ConfigurationDocument;
import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.LockFile;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.account.Change;
import io.perenne.server.schedule.Recurrence;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a home. {@code perenne.yaml} holds what is in force, for the terminal too; every
 * version that was saved is a file of its own in {@code config}.
 *
 * <p>What is being saved stands in one hidden file first. A crash before that changes nothing; one
 * after it is made good by {@link #recover} or the next save, so that a version is in force whole
 * or not at all.
 */
public final class SettingsStore {
  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SAVED = "settings.save";
  private static final Version NOTHING = new Version("", Instant.EPOCH, "", Map.of(), Plan.NONE);

  /** How long a save waits for another one. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Path home;
  private final Store store;
  private final InstantSource clock;
  private final Sources sources;
  private final Queries queries;

  /**
   * Makes the settings of a home; changes are recorded in a store.
   *
   * @param sources what may be read
   */
  public SettingsStore(Path home, Store store, InstantSource clock, Sources sources) {
    this.sources = sources;
    this.home = home;
    this.store = store;
    this.clock = clock;
    this.queries = new Queries(home, store, clock);
  }

  /** Returns the queries that can be sources. */
  public Queries queries() {
    return queries;
  }

  private Path file() {
    return home.resolve("perenne.yaml");
  }

  private Path folder() {
    return home.resolve("config");
  }

  /** Returns all versions that were saved, the newest first. */
  public List<Version> versions() {
    return files().stream().map(SettingsStore::read).toList();
  }

  /** Returns the file of what is being saved. */
  private Path begun() {
    return folder().resolve(".begun.json");
  }

  private Optional<Version> newest() {
    return files().stream().findFirst().map(SettingsStore::read);
  }

  /** Returns the files of all versions, the newest first. */
  private List<Path> files() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(each -> each.getFileName().toString().matches("[0-9TZ]+\\.json"))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Version read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Version.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          Problem.of(Words.message("version.damaged"))
              .withWhere(file.toString())
              .withRemedy(Words.message("version.damaged.remedy")),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what is in force: the keys of {@code perenne.yaml}, which somebody may have changed by
   * hand, with the plan of the newest version. Where nothing was saved yet, the plan is to read
   * what the newest run has read.
   *
   * @throws InputException if {@code perenne.yaml} cannot be read
   */
  public Version current() {
    Map<String, String> configuration = ConfigurationReader.values(file());
    return newest()
        .map(
            saved ->
                new Version(
                    saved.id(), saved.savedAt(), saved.savedBy(), configuration, saved.plan()))
        .orElseGet(() -> new Version("", Instant.EPOCH, "", configuration, planOfNewestRun()));
  }

  /** Returns a text that is another one after any change of the files. */
  String state() {
    return changed(file()) + " " + changed(folder());
  }

  private static String changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns whether {@code perenne.yaml} was changed since the newest version was saved. */
  public boolean changedByHand() {
    Map<String, String> configuration = ConfigurationReader.values(file());
    return newest().filter(saved -> !saved.configuration().equals(configuration)).isPresent();
  }

  private Plan planOfNewestRun() {
    RunStore runs = RunStore.of(home);
    if (runs.ids().isEmpty()) {
      return Plan.NONE;
    }
    RunDocument run = runs.find("latest");
    return new Plan(inputs(run, "transactions"), inputs(run, "customers"), "", List.of());
  }

  private static List<String> inputs(RunDocument run, String kind) {
    return run.inputs().stream()
        .filter(input -> input.kind().equals(kind))
        .map(RunDocument.Input::path)
        .filter(file -> Files.exists(Path.of(file)))
        .map(Sources::absolute)
        .toList();
  }

  /** Returns the configuration in force. */
  public RunConfiguration configuration() {
    return ConfigurationReader.read(current().configuration());
  }

  /**
   * Saves settings as the newest version and brings them into force. Nothing is calculated.
   *
   * @param shown the id of the version that the person saw
   * @param configuration keys and values; those at their defaults are left out
   * @throws InputException if a value is not allowed, a source, a destination or a schedule cannot
   *     be used, or somebody else has saved since; then nothing is changed
   */
  public Version save(Change by, String shown, Map<String, String> configuration, Plan plan) {
    return alone(
        () -> {
          endBegun();
          return saveAlone(by, shown, configuration, plan);
        });
  }

  /** Ends the save that was going on when a server was killed, if one was. */
  public void recover() {
    if (Files.exists(begun())) {
      alone(this::endBegun);
    }
  }

  private interface Saving<T> {
    T make() throws IOException;
  }

  /** Two servers may share a home. */
  private <T> T alone(Saving<T> change) {
    try (LockFile held =
        LockFile.acquire(
            Files.createDirectories(folder()).resolve(".lock"), LONGEST_WAIT, holder -> {})) {
      return change.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves {@code perenne.yaml} alone if somebody has changed it by hand since. */
  private boolean endBegun() throws IOException {
    if (!Files.exists(begun())) {
      return false;
    }
    Version version = read(begun());
    boolean since =
        Files.exists(file())
            && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(begun())) > 0;
    if (!since) {
      writeConfiguration(version);
    }
    Version before = newest().orElse(NOTHING);
    if (!store.<Boolean>read(in -> new Audit(in).has(SAVED, version.id()))) {
      record(new Change(version.savedBy(), Change.RESTART), before, version);
    }
    publish(version);
    return true;
  }

  private Version saveAlone(Change by, String shown, Map<String, String> configuration, Plan plan) {
    Version before = current();
    if (!before.id().equals(shown)) {
      throw Words.refusal("saved-meanwhile", before.savedBy());
    }
    Map<String, String> kept = withoutDefaults(configuration);
    Plan wanted = absolute(plan);
    List<Problem> problems = new ArrayList<>();
    collect(problems, () -> ConfigurationReader.read(kept));
    collect(problems, () -> requireUsable(wanted, before.plan()));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    Instant now = clock.instant();
    Version version = new Version(idAfter(before.id(), now), now, by.who(), kept, wanted);
    try {
      DurableFiles.write(
          begun(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(version) + "\n");
      writeConfiguration(version);
      record(by, before, version);
      publish(version);
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Requires that pages may read a source.
   *
   * @throws InputException if not, or if it leads to no file
   */
  public void requireReadable(SourceKind kind, String source) {
    String path = Sources.absolute(source);
    requireReadable(List.of(path), current().plan().sources(kind));
  }

  private void requireReadable(List<String> wanted, List<String> before) {
    sources.require(wanted, Set.copyOf(before));
    wanted.stream().filter(each -> Queries.name(each).isPresent()).forEach(queries::require);
  }

  private static void collect(List<Problem> problems, Runnable check) {
    try {
      check.run();
    } catch (InputException e) {
      problems.addAll(e.problems());
    }
  }

  /** Two versions of one millisecond have different names, in their order. */
  private static String idAfter(String earlier, Instant now) {
    Instant at = now;
    while (STAMP.format(at).compareTo(earlier) <= 0) {
      at = at.plusMillis(1);
    }
    return STAMP.format(at);
  }

  private static Map<String, String> withoutDefaults(Map<String, String> configuration) {
    Map<String, String> kept = new TreeMap<>(configuration);
    RunConfiguration.keys().forEach(key -> kept.remove(key.name(), key.defaultText()));
    kept.values().removeIf(String::isBlank);
    kept.forEach(
        (key, value) -> {
          if (value.chars().anyMatch(Character::isISOControl)) {
            throw Words.refusal("control-character", key);
          }
        });
    return kept;
  }

  private static Plan absolute(Plan plan) {
    return new Plan(
        plan.transactions().stream().map(Sources::absolute).toList(),
        plan.customers().stream().map(Sources::absolute).toList(),
        plan.schedule(),
        plan.destinations());
  }

  private void requireUsable(Plan plan, Plan before) {
    for (SourceKind kind : SourceKind.values()) {
      requireReadable(plan.sources(kind), before.sources(kind));
    }
    if (!plan.schedule().isEmpty()) {
      Recurrence.parse(plan.schedule());
      if (plan.transactions().isEmpty()) {
        throw Words.refusal("schedule-without-source");
      }
    }
    DestinationStore destinations = DestinationStore.of(home);
    for (String name : plan.destinations()) {
      if (!destinations.has(name)) {
        throw Words.refusal("destination.unknown", name);
      }
    }
  }

  private void writeConfiguration(Version version) throws IOException {
    RunConfiguration configuration = ConfigurationReader.read(version.configuration());
    DurableFiles.write(
        file(), ConfigurationDocument.of(version.configuration(), configuration.language()));
  }

  private void publish(Version version) throws IOException {
    DurableFiles.move(begun(), folder().resolve(version.id() + ".json"));
  }

  private void record(Change by, Version before, Version after) {
    List<Version.Difference> differences = after.since(before);
    by.record(
        store,
        clock.instant(),
        SAVED,
        after.id(),
        Optional.of(joined(differences, true)),
        Optional.of(joined(differences, false)));
  }

  private static String joined(List<Version.Difference> differences, boolean before) {
    return differences.stream()
        .map(each -> each.name() + "=" + (before ? each.before() : each.after()))
        .collect(Collectors.joining("; "));
  }
}
