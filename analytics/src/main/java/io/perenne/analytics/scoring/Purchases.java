// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.duckdb.PurchaseCounts;
import io.perenne.analytics.duckdb.PurchaseDays;
import io.perenne.analytics.duckdb.PurchaseInput;
import io.perenne.analytics.duckdb.PurchaseReader;
import io.perenne.analytics.duckdb.PurchaseSink;
import io.perenne.analytics.ingest.InputFile;
import io.perenne.analytics.ingest.InputHash;
import io.perenne.clv.history.PurchaseLog;
import java.time.LocalDate;
import java.util.List;

/**
 * All purchases of some files up to a day.
 *
 * @param log the purchases
 * @param lastDay the day up to which they are complete
 * @param counts what became of the rows
 * @param files where they came from
 * @param warnings what a person should know about the files
 */
public record Purchases(
    PurchaseLog log,
    LocalDate lastDay,
    PurchaseCounts counts,
    List<FittedData.File> files,
    List<String> warnings) {

  /** Copies the lists. */
  public Purchases {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads files.
   *
   * @param lastDay the day up to which they are complete
   */
  public static Purchases read(PurchaseInput input, LastDay lastDay) {
    try (PurchaseReader reader = PurchaseReader.open(input)) {
      LocalDate until = lastDay.of(reader);
      LogSink sink = new LogSink(reader.priced());
      PurchaseCounts counts = reader.read(until, sink);
      requireReadable(counts, input);
      return new Purchases(
          sink.log(), until, counts, provenance(reader.files()), reader.warnings());
    }
  }

  /** Refuses files of which more rows are unreadable than a run would bear. */
  static void requireReadable(PurchaseCounts counts, PurchaseInput input) {
    double most = RunConfiguration.defaults().tickets().maxRejectShare();
    if (counts.unreadable() > most * counts.rows()) {
      throw new InputException(
          Problem.of("%d of %d rows cannot be read".formatted(counts.unreadable(), counts.rows()))
              .withWhere(String.join(", ", input.paths()))
              .withRemedy("name the columns with --map; perenne run lists each such row"));
    }
    if (counts.buyers() == 0) {
      throw new InputException(
          Problem.of("nobody bought anything")
              .withWhere(String.join(", ", input.paths()))
              .withRemedy("check the columns with --map, and --as-of"));
    }
  }

  private static List<FittedData.File> provenance(List<InputFile> files) {
    return files.parallelStream()
        .map(
            file ->
                new FittedData.File(
                    file.path().toString(), file.bytes(), InputHash.sha256(file.path())))
        .toList();
  }

  /** Collects customers. */
  private static final class LogSink implements PurchaseSink {
    private final boolean priced;
    private PurchaseLog.Builder builder;

    LogSink(boolean priced) {
      this.priced = priced;
      this.builder = fresh();
    }

    private PurchaseLog.Builder fresh() {
      return priced ? PurchaseLog.builder() : PurchaseLog.withoutValues();
    }

    @Override
    public void begin() {
      builder = fresh();
    }

    @Override
    public void accept(String customer, PurchaseDays purchases) {
      builder.add(purchases.days(), purchases.values(), purchases.count());
    }

    PurchaseLog log() {
      return builder.build();
    }
  }
}
