// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.Rejects;
import java.util.List;

/** The customers of a CRM on an engine, one row each or several. */
public interface CustomerTable {
  /** Returns what was found out about each file, in order of age, the newest last. */
  List<InputFile> files();

  /** Returns the columns in which the datamodel keeps the attributes, in their order. */
  List<String> attributes();

  /** Returns what became of the rows. */
  CustomerCounts counts();

  /** Returns the rows that could not be read. */
  Rejects rejects();
}
