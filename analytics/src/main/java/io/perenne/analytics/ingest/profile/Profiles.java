// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.ingest.column.TextResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All profiles that Perenne knows. They are listed in {@code profiles.txt} beside their files. */
public final class Profiles {

  private Profiles() {}

  private static final class Known {
    static final List<Profile> PROFILES = read();

    private static List<Profile> read() {
      List<Profile> profiles = new ArrayList<>();
      for (String name : names()) {
        profiles.add(ProfileFile.read(name, text(name + ".yaml")));
      }
      return List.copyOf(profiles);
    }
  }

  /** Every profile, in the order of the list. */
  public static List<Profile> all() {
    return Known.PROFILES;
  }

  /** The names of all profiles. */
  public static List<String> names() {
    return text("profiles.txt")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The profile of that name. */
  public static Optional<Profile> find(String name) {
    return all().stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  private static String text(String name) {
    return TextResource.read(Profiles.class, name);
  }
}
