// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.Jobs;
import java.util.List;

/** What else is to be done once a job of any kind has ended. */
@FunctionalInterface
public interface Aftermath {
  /** Nothing else. */
  Aftermath NONE = (ended, next) -> List.of();

  /**
   * Returns further orders.
   *
   * @param ended the job as it is kept
   * @param next what follows anyway; the same once more if there will be another attempt
   */
  List<Jobs.Order> after(Jobs.Job ended, List<Jobs.Order> next);
}
