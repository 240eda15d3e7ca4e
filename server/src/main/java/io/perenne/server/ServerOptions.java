// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.job.JobContext;

/**
 * What a server is started with.
 *
 * @param context the home it serves and what its jobs may use
 * @param host the address it listens on, such as {@code 127.0.0.1}
 * @param port the port; 0 for any free one
 * @param basePath what stands before every path behind a proxy, such as {@code /clv}; empty for none
 */
public record ServerOptions(JobContext context, String host, int port, String basePath) {
  /** Checks the numbers and brings the base path into one form. */
  public ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is not in 0..65535: " + port);
    }
    basePath = basePath.replaceAll("/+$", "");
    if (!basePath.isEmpty() && !basePath.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new IllegalArgumentException("basePath is not a path such as /clv: " + basePath);
    }
  }
}
