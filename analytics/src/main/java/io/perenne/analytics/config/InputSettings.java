// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user knows about the files that their content may not tell.
 *
 * @param dateFormat {@code dmy}, {@code mdy}, {@code ymd} or a pattern in strptime letters; empty
 *     means that the content tells
 * @param decimalSeparator {@code point} or {@code comma}; empty means that the content tells
 * @param profile the export format to read files by: {@code auto}, {@code none} or a profile's name
 * @param columns the columns that are named for fields, perhaps with their input and a point in
 *     front of the field
 * @param identities the file that says which customer ids are one person, as the user wrote it;
 *     empty if each id is a person
 * @param liveOrders whether a run of a server reads the orders that events tell beside the files
 */
public record InputSettings(
    Optional<String> dateFormat,
    Optional<String> decimalSeparator,
    String profile,
    Map<String, String> columns,
    Optional<String> identities,
    boolean liveOrders) {
  /** Copies the map. */
  public InputSettings {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
