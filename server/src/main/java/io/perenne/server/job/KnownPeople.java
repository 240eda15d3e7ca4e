// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.run.RunRequest;
import java.nio.file.Path;

/** What profiles know of the people of a run. */
@FunctionalInterface
public interface KnownPeople {
  /**
   * Writes the ids of people who have more than one, as candidates for {@link
   * io.perenne.analytics.job.ResolvePeople}.
   *
   * @return whether there is anybody; else there is no file
   */
  boolean write(Path candidates);

  /** Returns whether anybody was erased, so that files may still have them. */
  default boolean isAnyoneErased() {
    return false;
  }

  /**
   * Returns a request without those of its customers who were erased.
   *
   * @param ids what {@link io.perenne.analytics.job.ListIds} has written
   * @param folder for the table of who is left out
   */
  default RunRequest withoutErased(RunRequest request, Path ids, Path folder) {
    return request;
  }

  /**
   * Returns a request with the orders that events have told, if its configuration asks for them.
   *
   * @param folder for the table of orders
   */
  default RunRequest withOrders(RunRequest request, Path folder) {
    return request;
  }
}
