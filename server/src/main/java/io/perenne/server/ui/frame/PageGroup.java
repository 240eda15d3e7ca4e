// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.config.RoutesConfig;

/** Some pages that belong together. */
public interface PageGroup {
  /** Adds the routes of the pages. */
  void addTo(RoutesConfig routes);
}
