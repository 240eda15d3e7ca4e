// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/** Opens an engine; registered as a service by the package that implements one. */
public interface EngineProvider {
  /** Opens an engine. */
  Engine open(EngineOptions options);
}
