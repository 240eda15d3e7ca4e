// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile that fits a file, and why.
 *
 * @param profile the profile
 * @param score how much speaks for it: the names or values that were recognised
 * @param because what was recognised: names of columns as they stand in the file
 * @param places the places of the columns of each field that the file has, from 0
 */
public record ProfileMatch(
    Profile profile, int score, List<String> because, Map<String, List<Integer>> places) {

  public ProfileMatch {
    because = List.copyOf(because);
    places = Map.copyOf(places);
  }

  static ProfileMatch of(Profile profile, int score, List<String> because, List<String> names) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    profile
        .fields()
        .forEach(
            (field, columns) -> {
              List<Integer> found = columns.in(names);
              if (!found.isEmpty()) {
                places.put(field, found);
              }
            });
    return new ProfileMatch(profile, score, because, places);
  }

  /** The fields of the profile for which the file has no column. */
  public List<String> missing() {
    return profile.fields().keySet().stream()
        .filter(field -> !places.containsKey(field))
        .sorted()
        .toList();
  }
}
