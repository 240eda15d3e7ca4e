// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.query.QuerySource;
import io.perenne.server.account.Change;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The queries whose rows can be read in place of a file. A source {@code query:NAME} is one; before
 * a run its rows are written into a file beside it.
 */
public final class Queries {
  /** What a source begins with that is a query. */
  public static final String PREFIX = "query:";

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final Store store;
  private final InstantSource clock;

  /** Makes the queries of a home; changes are recorded in a store. */
  public Queries(Path home, Store store, InstantSource clock) {
    this.folder = home.resolve("queries");
    this.store = store;
    this.clock = clock;
  }

  /** Returns all of them, by their names. */
  public List<QuerySource> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.matches("[a-z0-9][a-z0-9-]*\\.json"))
          .sorted()
          .map(each -> read(folder.resolve(each)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QuerySource read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), QuerySource.class);
    } catch (JsonProcessingException e) {
      throw Words.refusal("query.damaged", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the query of a name. */
  public Optional<QuerySource> find(String name) {
    return list().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Returns the query that a source is; empty for a file. */
  public static Optional<String> name(String source) {
    return source.startsWith(PREFIX)
        ? Optional.of(source.substring(PREFIX.length()))
        : Optional.empty();
  }

  /**
   * Returns the query that a source is.
   *
   * @throws io.perenne.analytics.InputException if it is gone
   */
  public QuerySource require(String source) {
    return name(source)
        .flatMap(this::find)
        .orElseThrow(() -> Words.refusal("query.unknown", source));
  }

  /** Returns the file that holds the rows of a query. */
  public Path rows(QuerySource query) {
    return folder.resolve(query.name() + ".csv.gz");
  }

  /**
   * Keeps a query, in place of one of its name.
   *
   * @throws io.perenne.analytics.InputException if it cannot be asked
   */
  public void save(Change by, QuerySource query) {
    query.requireUsable();
    Optional<QuerySource> before = find(query.name());
    try {
      Files.createDirectories(folder);
      DurableFiles.write(
          folder.resolve(query.name() + ".json"),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(query) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record(by, "query.save", query.name(), before, Optional.of(query));
  }

  /** Forgets a query and the rows that were read last. */
  public void delete(Change by, QuerySource query) {
    try {
      Files.deleteIfExists(folder.resolve(query.name() + ".json"));
      Files.deleteIfExists(rows(query));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record(by, "query.delete", query.name(), Optional.of(query), Optional.empty());
  }

  private void record(
      Change by,
      String what,
      String name,
      Optional<QuerySource> before,
      Optional<QuerySource> after) {
    by.record(
        store,
        clock.instant(),
        what,
        name,
        before.map(Queries::summary),
        after.map(Queries::summary));
  }

  private static String summary(QuerySource query) {
    return "url=%s; user=%s; password=%s; sql=%s"
        .formatted(query.url(), query.user(), query.password(), query.sql());
  }
}
