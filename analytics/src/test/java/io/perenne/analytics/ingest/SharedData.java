// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Real data beside the project, for tests that must not carry it. */
final class SharedData {

  private SharedData() {}

  /** A file of the data folder; without the folder the test is skipped. */
  static Path file(String name) {
    Path file = Path.of(System.getProperty("perenne.shared", "../shared"), "data", name);
    assumeThat(file).as("real data is not on this machine").exists();
    return file;
  }
}
