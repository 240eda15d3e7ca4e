// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.query.QuerySource;
import io.perenne.clv.words.Language;
import io.perenne.server.reading.RefusedRuns;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.Queries;
import io.perenne.server.settings.SourceKind;
import io.perenne.server.upload.UploadedFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the page of the data shows.
 *
 * @param sources of the configuration, transactions first
 * @param plan the configuration they are of
 * @param folder where files may be put
 * @param files the files there
 * @param queries what databases can be asked
 * @param unfinished the files on their way
 * @param limit the most bytes of a file
 * @param newest the newest run
 * @param refused the last runs with too many rows that could not be read
 * @param problems what was refused, a sentence each
 * @param done what was done, as the name of its text; empty for nothing
 */
public record DataView(
    List<SourceLine> sources,
    Plan plan,
    Path folder,
    List<UploadedFile> files,
    List<QuerySource> queries,
    List<OnItsWay> unfinished,
    long limit,
    Optional<RunDocument> newest,
    List<RefusedRuns.Refused> refused,
    List<String> problems,
    String done) {
  /** Copies the lists. */
  public DataView {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
    queries = List.copyOf(queries);
    unfinished = List.copyOf(unfinished);
    refused = List.copyOf(refused);
    problems = List.copyOf(problems);
  }

  /**
   * A file on its way.
   *
   * @param id by which it is forgotten
   * @param arrived how many bytes are here
   */
  public record OnItsWay(
      String id, String name, long size, long arrived, String who, Instant begun) {}

  /** Returns how many sources of a kind there are. */
  public long count(SourceKind kind) {
    return sources.stream().filter(each -> each.kind() == kind).count();
  }

  /** Returns whether a file is named as a source itself, or lies in a folder that is. */
  public boolean isUsed(UploadedFile file, SourceKind kind) {
    return plan.sources(kind).stream()
        .anyMatch(each -> each.equals(file.path().toString()) || each.equals(folder.toString()));
  }

  /** Returns whether a query is named as a source. */
  public boolean isUsed(QuerySource query, SourceKind kind) {
    return plan.sources(kind).contains(Queries.PREFIX + query.name());
  }

  /** Returns whether a file can be deleted: nothing names it. */
  public boolean isFree(UploadedFile file) {
    return plan.sources(SourceKind.TRANSACTIONS).stream()
            .noneMatch(each -> each.equals(file.path().toString()))
        && plan.sources(SourceKind.CUSTOMERS).stream()
            .noneMatch(each -> each.equals(file.path().toString()));
  }

  /** Returns why a source cannot be read. */
  public static String why(SourceLine line, Language language) {
    return line.problems().stream()
        .map((Problem each) -> each.toLine(language))
        .collect(Collectors.joining(" "));
  }
}
