// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui;

import io.perenne.server.account.Accounts;
import io.perenne.server.account.Keys;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.account.AccountPages;
import io.perenne.server.ui.customers.CustomersPages;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.home.HomePages;
import io.perenne.server.ui.platform.PlatformPages;
import io.perenne.server.ui.runs.RunsPages;
import io.perenne.server.ui.segments.SegmentPages;
import io.perenne.server.ui.segments.SegmentsPages;
import java.time.InstantSource;
import java.util.List;

/** All pages. */
public final class Pages {
  private Pages() {}

  /** Returns the pages of a site. */
  public static List<PageGroup> all(
      Site site, Store store, Accounts accounts, Keys keys, InstantSource clock) {
    return List.of(
        new HomePages(site),
        new SegmentsPages(site),
        new SegmentPages(site),
        new CustomersPages(site),
        new RunsPages(site),
        new AccountPages(site, accounts, clock),
        new PlatformPages(site, store, accounts, keys, clock));
  }
}
