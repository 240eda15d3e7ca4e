// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.util.LinkedHashMap;
import java.util.Map;

/** What ran: part of every provenance, because numbers depend on it to the last digit. */
public final class Software {
  private Software() {}

  /** Returns the versions of what runs, by name. */
  public static Map<String, String> describe() {
    Map<String, String> software = new LinkedHashMap<>();
    String version = Software.class.getPackage().getImplementationVersion();
    software.put("perenne", version == null ? "development" : version);
    software.put("java", System.getProperty("java.runtime.version"));
    software.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    software.put("architecture", System.getProperty("os.arch"));
    return software;
  }
}
