// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What ran: part of every provenance, because numbers depend on it to the last digit. */
public final class Software {
  private Software() {}

  /** Returns the version in the manifest; a class path without one is a development build. */
  public static String version() {
    return Optional.ofNullable(Software.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** Returns the versions of what runs, by name. */
  public static Map<String, String> describe() {
    Map<String, String> software = new LinkedHashMap<>();
    software.put("perenne", version());
    software.put("java", System.getProperty("java.runtime.version"));
    software.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    software.put("architecture", System.getProperty("os.arch"));
    return software;
  }
}
