// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.ErasedCustomers;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server adds to the files of a run, and takes away from them: the orders that events have
 * told, and how they met those of the files; and people who were erased.
 *
 * @param wanted whether the configuration asks for them
 * @param orders what a server has written down; absent in a terminal
 * @param met what became of them
 * @param gone customers of the files who were left out because they were erased
 */
record ServerInput(boolean wanted, Optional<LiveOrders> orders, LiveOrders.Met met, long gone) {
  /** Lets the orders of a request meet the files that were read with them. */
  static ServerInput of(RunRequest request, InputReader reader, TransactionTable table) {
    Optional<LiveOrders> orders = request.transactions().liveOrders();
    return new ServerInput(
        request.configuration().input().liveOrders(),
        orders,
        orders.map(each -> reader.meet(table, each)).orElse(LiveOrders.Met.NONE),
        request.transactions().erased().map(ErasedCustomers::customers).orElse(0L));
  }

  /** Returns them as they are kept; null if none were read. */
  RunDocument.@Nullable LiveOrders document() {
    return orders.map(this::document).orElse(null);
  }

  private RunDocument.LiveOrders document(LiveOrders told) {
    long unmatched = told.orders() - met.read();
    return new RunDocument.LiveOrders(
        told.seen(),
        told.position(),
        told.waiting(),
        told.unsettled(),
        met.read(),
        met.inFiles(),
        met.alike(),
        unmatched,
        told.withoutCustomer(),
        told.otherCurrency(),
        told.nothingLeft(),
        told.later(),
        met.notGivenBack(),
        RunDocument.Text.of(
            Texts.message(
                "live-orders.summary",
                met.read(),
                met.inFiles(),
                told.withoutCustomer(),
                told.otherCurrency(),
                told.nothingLeft(),
                told.later(),
                unmatched,
                told.unsettled())));
  }

  /** Returns how many were left out because they were erased; null if nobody was. */
  RunDocument.@Nullable Erased erased() {
    return gone == 0
        ? null
        : new RunDocument.Erased(gone, RunDocument.Text.of(Texts.message("erased.summary", gone)));
  }

  /** Returns what a person should look at. */
  List<Message> warnings() {
    List<Message> warnings = new ArrayList<>();
    if (wanted && orders.isEmpty()) {
      warnings.add(Texts.message("warning.live-orders.none"));
    }
    long unmatched = orders.map(LiveOrders::orders).orElse(0L) - met.read();
    if (unmatched > 0) {
      warnings.add(Texts.message("warning.live-orders.unmatched", unmatched));
    }
    orders
        .filter(told -> told.waiting() > 0)
        .map(told -> Texts.message("warning.live-orders.waiting", told.waiting(), told.unsettled()))
        .ifPresent(warnings::add);
    if (met.notGivenBack() > 0) {
      warnings.add(
          Texts.message("warning.live-orders.given-back", met.notGivenBack(), met.notTakenOff()));
    }
    if (met.alike() > 0) {
      warnings.add(Texts.message("warning.live-orders.alike", met.alike()));
    }
    return warnings;
  }
}
