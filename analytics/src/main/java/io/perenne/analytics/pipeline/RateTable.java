// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.source.InputFile;

/** Exchange rates on an engine, found sound. */
public interface RateTable {
  /** Returns what was found out about the file. */
  InputFile file();
}
