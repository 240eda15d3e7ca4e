// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.EngineProvider;

/** Opens an embedded DuckDB; registered as a service. */
public final class DuckDbProvider implements EngineProvider {
  @Override
  public Engine open(EngineOptions options) {
    return DuckDbEngine.open(options);
  }
}
