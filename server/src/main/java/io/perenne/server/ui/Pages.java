// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui;

import io.perenne.server.ui.customers.CustomersPages;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.home.HomePages;
import io.perenne.server.ui.runs.RunsPages;
import io.perenne.server.ui.segments.SegmentsPages;
import java.util.List;

/** All pages. */
public final class Pages {
  private Pages() {}

  /** Returns the pages of a site. */
  public static List<PageGroup> all(Site site) {
    return List.of(
        new HomePages(site),
        new SegmentsPages(site),
        new CustomersPages(site),
        new RunsPages(site));
  }
}
