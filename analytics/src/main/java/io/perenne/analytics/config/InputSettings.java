// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.Optional;

/**
 * What the user knows about the files that their content may not tell.
 *
 * @param dateFormat {@code dmy}, {@code mdy}, {@code ymd} or a pattern in strptime letters; empty
 *     means that the content tells
 * @param decimalSeparator {@code point} or {@code comma}; empty means that the content tells
 * @param profile the export format to read files by: {@code auto}, {@code none} or a profile's name
 */
public record InputSettings(
    Optional<String> dateFormat, Optional<String> decimalSeparator, String profile) {}
