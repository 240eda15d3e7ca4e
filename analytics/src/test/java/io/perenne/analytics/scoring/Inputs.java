// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.PurchaseInput;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Files for the jobs of this package. */
public final class Inputs {

  /** No limit: the last day of a file is taken. */
  public static final LastDay LAST = new LastDay(Optional.empty(), LocalDate.of(2090, 1, 1));

  private Inputs() {}

  public static PurchaseInput of(Path file, boolean keepFree) {
    return new PurchaseInput(
        new TransactionInput(
            List.of(file.toString()), ColumnMapping.none(), RunConfiguration.defaults()),
        keepFree);
  }
}
