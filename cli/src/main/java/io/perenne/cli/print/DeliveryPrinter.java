// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DeliveryState;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/** Says how a delivery ended. */
public final class DeliveryPrinter {
  private DeliveryPrinter() {}

  /** Prints the receipt of a run that is there. */
  public static void print(DeliveryRecord record, boolean now, PrintWriter out) {
    ScreenNumbers numbers = ScreenNumbers.of(Language.EN);
    DeliveryRecord.Receipt receipt = record.arrival().orElseThrow();
    out.println(
        record.runId()
            + (now ? " delivered to " : " was already delivered to ")
            + record.destination()
            + (now ? "" : "; --again delivers it again"));
    line(out, "where", receipt.location());
    line(out, "rows", numbers.count(receipt.rows()));
    if (receipt.rejectedRows() > 0) {
      line(
          out,
          "refused rows",
          numbers.count(receipt.rejectedRows()) + ", listed with reasons in the home's deliveries");
    }
    line(out, "bytes", numbers.count(receipt.bytes()));
    line(out, "sha256", receipt.sha256());
    line(
        out,
        "when",
        receipt.at().truncatedTo(ChronoUnit.SECONDS) + ", in " + receipt.seconds() + " s");
    if (!receipt.how().isEmpty()) {
      line(out, "note", receipt.how());
    }
  }

  /** Prints why a run is not there, or not known to be. */
  public static void printFailure(DeliveryRecord record, PrintWriter err) {
    boolean unknown = record.state() == DeliveryState.UNKNOWN;
    err.println(
        "perenne: "
            + record.runId()
            + (unknown ? " may or may not have arrived at " : " was not delivered to ")
            + record.destination());
    line(err, "reason", record.lastMessage());
    line(err, "attempts", Integer.toString(record.attempts().size()));
    line(
        err,
        "remedy",
        unknown
            ? "the same command asks the destination first where it can tell, and sends only if it is"
                + " not there; --again sends in any case"
            : "mend the cause and give the same command again");
  }

  private static void line(PrintWriter out, String name, String text) {
    out.println("  " + name + ": " + text);
  }
}
