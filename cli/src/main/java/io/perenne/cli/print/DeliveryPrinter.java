// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/** Says how a delivery ended. */
public final class DeliveryPrinter {
  private final Language language;
  private final Messages messages;

  private DeliveryPrinter(Language language) {
    this.language = language;
    this.messages = Messages.of(language);
  }

  /** Returns one that speaks a language. */
  public static DeliveryPrinter in(Language language) {
    return new DeliveryPrinter(language);
  }

  /** Prints the receipt of a run that is there. */
  public void print(DeliveryRecord record, boolean now, PrintWriter out) {
    ScreenNumbers numbers = ScreenNumbers.of(language);
    DeliveryRecord.Receipt receipt = record.arrival().orElseThrow();
    out.println(
        messages.text(
            now ? "delivery.done" : "delivery.already", record.runId(), record.destination()));
    line(out, "delivery.where", receipt.location());
    line(out, "delivery.rows", numbers.count(receipt.rows()));
    if (receipt.rejectedRows() > 0) {
      line(
          out,
          "delivery.refused-rows",
          messages.text("delivery.refused-rows.value", numbers.count(receipt.rejectedRows())));
    }
    line(out, "delivery.bytes", numbers.count(receipt.bytes()));
    line(out, "delivery.sha256", receipt.sha256());
    line(
        out,
        "delivery.when",
        messages.text(
            "delivery.when.value",
            receipt.at().truncatedTo(ChronoUnit.SECONDS).toString(),
            Double.toString(receipt.seconds())));
    if (!receipt.how().isEmpty()) {
      line(out, "delivery.note", record.lastMessage(language));
    }
  }

  /**
   * Prints why a run is not there, or not known to be.
   *
   * @param earlier how many attempts were made before this command
   */
  public void printFailure(DeliveryRecord record, int earlier, PrintWriter err) {
    boolean unknown = record.state() == DeliveryState.UNKNOWN;
    err.println(
        "perenne: "
            + messages.text(
                unknown ? "delivery.unknown" : "delivery.failed",
                record.runId(),
                record.destination()));
    line(err, "delivery.reason", record.lastMessage(language));
    int attempts = record.attempts().size() - earlier;
    line(
        err,
        "delivery.attempts",
        earlier == 0
            ? Integer.toString(attempts)
            : messages.text(
                "delivery.attempts.earlier",
                Integer.toString(attempts),
                Integer.toString(earlier)));
    line(
        err,
        "failure.remedy",
        messages.text(unknown ? "delivery.unknown.remedy" : "delivery.failed.remedy"));
  }

  private void line(PrintWriter out, String name, String text) {
    out.println("  " + messages.text(name) + ": " + text);
  }
}
