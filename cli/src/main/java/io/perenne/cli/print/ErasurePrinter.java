// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.server.privacy.Privacy;
import java.io.PrintWriter;

/** Prints what an erasure removes, and what it cannot reach. */
public final class ErasurePrinter {
  private ErasurePrinter() {}

  /** Prints how much is known of a person. */
  public static void print(Privacy.Extent extent, Messages messages, PrintWriter out) {
    extent.names().forEach(each -> out.println("  " + each));
    out.println(
        messages.text(
            "erase.live",
            count(extent.live().events()),
            count(extent.live().quarantined()),
            count(extent.live().verdicts())));
    if (extent.live().ofOthers() > 0) {
      out.println(messages.text("erase.others", count(extent.live().ofOthers())));
    }
    extent
        .runs()
        .forEach(
            each ->
                out.println(
                    messages.text("erase.run", each.runId(), String.join(", ", each.customers()))));
    out.println(messages.text("erase.not"));
    extent
        .delivered()
        .forEach(
            each ->
                out.println(messages.text("erase.delivered", each.destination(), each.runId())));
  }

  private static String count(long number) {
    return Long.toString(number);
  }
}
