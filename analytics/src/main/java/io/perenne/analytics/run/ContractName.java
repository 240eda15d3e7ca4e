// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.config.RunConfiguration;
import java.time.ZoneId;

/** The name of the contract file in the folder of a run. */
final class ContractName {
  private ContractName() {}

  /**
   * Returns the configured name with its tokens filled in. An ending that says how a file is packed
   * is left off: packing is the business of a delivery.
   *
   * @param tenant the name of the home's folder
   */
  static String of(RunConfiguration configuration, RunHeader header, String tenant) {
    ZoneId zone = configuration.datamodel().fileDateZone().orElse(configuration.timeZone());
    FileNamePattern.Context context =
        new FileNamePattern.Context(
            header.startedAt().atZone(zone), header.referenceDate(), header.runId(), tenant);
    String name = configuration.datamodel().fileName().resolve(context);
    return name.replaceFirst("(?<=\\.csv)\\.(gz|pgp)$", "");
  }
}
