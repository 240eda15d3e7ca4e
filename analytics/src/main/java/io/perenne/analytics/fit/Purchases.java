// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.covariates.CustomerCovariates;
import io.perenne.analytics.covariates.UnlistedCustomers;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.ingest.text.InputHash;
import io.perenne.analytics.pipeline.PurchaseDays;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.pipeline.PurchaseReader;
import io.perenne.analytics.pipeline.PurchaseSink;
import io.perenne.analytics.pipeline.ReadCounts;
import io.perenne.analytics.task.Task;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.TicketSummary;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All purchases of some files up to a day.
 *
 * @param log the purchases
 * @param lastDay the day up to which they are complete
 * @param counts what became of the rows
 * @param files where they came from
 * @param warnings what a person should know about the files
 * @param strangers customers without covariates; none if no covariates were asked for
 * @param refunds what was given back of the money, without naming a purchase
 */
public record Purchases(
    PurchaseLog log,
    LocalDate lastDay,
    ReadCounts counts,
    List<FittedData.File> files,
    List<Message> warnings,
    UnlistedCustomers strangers,
    RefundShare refunds) {

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
  public static Purchases read(PurchaseInput input, LastDay lastDay, Task task) {
    return read(input, lastDay, null, task);
  }

  /**
   * Reads files.
   *
   * @param lastDay the day up to which they are complete
   * @param covariates what else is known of customers; null if nothing is asked
   */
  public static Purchases read(
      PurchaseInput input, LastDay lastDay, @Nullable CustomerCovariates covariates, Task task) {
    try (PurchaseReader reader = PurchaseReader.open(input, task)) {
      LocalDate until = lastDay.of(reader);
      LogSink sink = new LogSink(reader.priced(), covariates);
      ReadCounts counts = reader.read(until, sink);
      requireReadable(counts, input);
      return new Purchases(
          sink.log(),
          until,
          counts,
          provenance(reader.files()),
          reader.warnings(),
          sink.strangers(),
          sink.refunds());
    }
  }

  /** Refuses files of which more rows are unreadable than a run would accept. */
  public static void requireReadable(ReadCounts counts, PurchaseInput input) {
    String paths = String.join(", ", input.transactions().paths());
    RejectLimit.of(input.transactions().configuration())
        .require(
            Texts.message("rows.transactions"),
            counts.rejects(),
            counts.rows(),
            () -> paths,
            counts.withoutRate() > 0
                ? RejectLimit.withoutRate(
                    counts.withoutRate(), input.transactions().configuration())
                : Texts.message("problem.rejects.run"));
    if (counts.buyers() == 0) {
      throw new InputException(
          Problem.of(Texts.message("problem.nobody"))
              .withWhere(paths)
              .withRemedy(Texts.message("problem.nobody.remedy")));
    }
  }

  /** Returns the descriptions of files. */
  public static List<FittedData.File> provenance(List<InputFile> files) {
    return files.parallelStream()
        .map(
            file ->
                new FittedData.File(
                    file.path().toString(), file.bytes(), InputHash.sha256(file.raw())))
        .toList();
  }

  /** Collects customers. */
  private static final class LogSink implements PurchaseSink {
    private final @Nullable CustomerCovariates covariates;
    private final PurchaseLog.Builder builder;
    private final UnlistedCustomers.Count strangers = new UnlistedCustomers.Count();

    /** In whole units, so that the sums are the same in any order. */
    private long paid;

    private long refunded;
    private long purchaseDays;

    LogSink(boolean priced, @Nullable CustomerCovariates covariates) {
      this.covariates = covariates;
      PurchaseLog.Builder log = priced ? PurchaseLog.builder() : PurchaseLog.withoutValues();
      this.builder = covariates == null ? log : covariates.declaredIn(log);
    }

    @Override
    public void accept(String customer, PurchaseDays purchases) {
      int pattern = covariates == null ? 0 : strangers.pattern(covariates, customer);
      if (covariates != null) {
        covariates.reaches(customer, pattern, purchases.days()[0]);
      }
      builder.add(purchases.days(), purchases.values(), purchases.count(), pattern);
      for (int i = 0; i < purchases.count(); i++) {
        paid += Math.round(purchases.values()[i] * TicketSummary.UNITS);
      }
      refunded += Math.round(purchases.refunded() * TicketSummary.UNITS);
      purchaseDays += purchases.count();
    }

    RefundShare refunds() {
      return RefundShare.of(
          (double) paid / TicketSummary.UNITS,
          (double) refunded / TicketSummary.UNITS,
          (double) purchaseDays);
    }

    PurchaseLog log() {
      return builder.build();
    }

    UnlistedCustomers strangers() {
      if (covariates == null) {
        return UnlistedCustomers.none();
      }
      UnlistedCustomers unlisted = strangers.requireSome(covariates);
      covariates.requireReach();
      return unlisted;
    }
  }
}
