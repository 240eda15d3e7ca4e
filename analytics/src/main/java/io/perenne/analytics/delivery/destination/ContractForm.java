// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.config.Newline;
import java.util.Locale;
import java.util.Map;

/**
 * The form in which a run has written its contract file.
 *
 * @param extended whether the extended columns follow the 25
 * @param newline what ends a line
 * @param nullText what an absent value is written as
 */
public record ContractForm(boolean extended, Newline newline, String nullText) {
  /** Returns the form that the default configuration gives. */
  static ContractForm usual() {
    return new ContractForm(false, Newline.LF, "");
  }

  /** Returns the form that the configuration of a run asks for. */
  static ContractForm of(Map<String, String> configuration) {
    return new ContractForm(
        configuration.getOrDefault("datamodel.extended-columns", "off").equals("on"),
        Newline.valueOf(
            configuration.getOrDefault("datamodel.newline", "lf").toUpperCase(Locale.ROOT)),
        configuration.getOrDefault("datamodel.null-text", ""));
  }
}
