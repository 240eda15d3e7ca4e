// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.source.ErasedCustomers;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.run.RunRequest;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.job.KnownPeople;
import io.perenne.server.live.profile.ErasedIds;
import io.perenne.server.live.profile.OrderTable;
import io.perenne.server.live.profile.PersonIds;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** What the profiles of a server add to its runs. */
final class KnownProfiles implements KnownPeople {
  private final Store store;
  private final InstantSource clock;
  private final IdentityRules rules = IdentityRules.standard();

  KnownProfiles(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public boolean write(Path candidates) {
    return new PersonIds(store, rules).write(candidates);
  }

  @Override
  public boolean isAnyoneErased() {
    return new ErasedIds(store, rules).isAny();
  }

  @Override
  public RunRequest withoutErased(RunRequest request, Path ids, Path folder) {
    Path table = folder.resolve("erased.csv");
    long customers =
        new ErasedIds(store, rules)
            .write(ids, table, request.configuration().timeZone(), clock.instant());
    return customers == 0 ? request : request.without(new ErasedCustomers(table, customers));
  }

  /** The reference date is set with the orders, should midnight come before the run begins. */
  @Override
  public RunRequest withOrders(RunRequest request, Path folder) {
    RunConfiguration configuration = request.configuration();
    if (!configuration.input().liveOrders()) {
      return request;
    }
    Instant now = clock.instant();
    ZoneId zone = configuration.timeZone();
    LocalDate day = request.asOf().orElseGet(() -> LocalDate.ofInstant(now, zone).minusDays(1));
    OrderTable.Wanted wanted =
        new OrderTable.Wanted(
            day.plusDays(1).atStartOfDay(zone).toInstant(),
            zone,
            configuration.currency().getCurrencyCode(),
            configuration.tickets().exchangeRates().isPresent());
    OrderTable.Written written = new OrderTable(store, rules).write(folder, wanted);
    return request.with(
        new LiveOrders(
            folder.resolve(OrderTable.ORDERS),
            written.orders(),
            folder.resolve(OrderTable.GIVEN_BACK),
            now,
            written.position(),
            written.waiting(),
            written.unsettled(),
            written.withoutCustomer(),
            written.otherCurrency(),
            written.nothingLeft(),
            written.later()),
        day);
  }
}
