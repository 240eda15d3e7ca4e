// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldWords;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the profile of a file by its columns and first rows. */
public final class ProfileMatcher {

  private static final Set<String> NO_NULL_TEXTS = Set.of();
  private static final Set<String> NEEDED = Set.of("customer", "time");

  private final List<Profile> profiles;

  public ProfileMatcher(List<Profile> profiles) {
    this.profiles = List.copyOf(profiles);
  }

  /** A matcher of all profiles. */
  public static ProfileMatcher ofAll() {
    return new ProfileMatcher(Profiles.all());
  }

  /**
   * The profile to read a file by.
   *
   * @throws InputException if the profile is one of a format that cannot be read, or the one the
   *     user named finds no column for the customer or the time
   */
  public Optional<ProfileMatch> choose(ProfileChoice choice, Path file, TableSample sample) {
    Optional<ProfileMatch> match = Optional.empty();
    if (choice instanceof ProfileChoice.Named named) {
      match = Optional.of(named(named.profile(), file, sample));
    } else if (choice instanceof ProfileChoice.Recognised) {
      match = best(sample);
    }
    match.ifPresent(found -> requireReadable(found.profile(), file));
    return match;
  }

  private static ProfileMatch named(Profile profile, Path file, TableSample sample) {
    ProfileMatch match = ProfileMatch.of(profile, 0, List.of(), sample.names());
    profile
        .fields()
        .forEach(
            (field, columns) -> {
              if (NEEDED.contains(field) && match.missing().contains(field)) {
                throw InputException.of(
                    file,
                    Texts.message(
                        "problem.profile.column",
                        profile.name(),
                        FieldWords.of(field),
                        either(columns.columns()),
                        String.join(", ", sample.names())));
              }
            });
    return match;
  }

  private static Labelled either(List<String> columns) {
    return language -> String.join(language == Language.ES ? " o " : " or ", columns);
  }

  /**
   * Refuses a format that cannot be read.
   *
   * @throws InputException with the remedy that its profile names
   */
  public static void requireReadable(Profile profile, Path file) {
    profile
        .remedy()
        .ifPresent(
            remedy -> {
              throw InputException.of(
                  file, Texts.message("problem.profile.refused", profile.title(), remedy));
            });
  }

  /** The profile with the most recognised; empty if none fits, or two fit equally well. */
  public Optional<ProfileMatch> best(TableSample sample) {
    List<ProfileMatch> all = all(sample);
    boolean tie = all.size() > 1 && all.get(0).score() == all.get(1).score();
    return all.isEmpty() || tie ? Optional.empty() : Optional.of(all.get(0));
  }

  /** Every profile that fits, the one with the most recognised first. */
  public List<ProfileMatch> all(TableSample sample) {
    List<ProfileMatch> matches = new ArrayList<>();
    for (Profile profile : profiles) {
      profile.signatures().stream()
          .flatMap(signature -> match(profile, signature, sample).stream())
          .max(Comparator.comparingInt(ProfileMatch::score))
          .ifPresent(matches::add);
    }
    matches.sort(Comparator.comparingInt(ProfileMatch::score).reversed());
    return matches;
  }

  private static Optional<ProfileMatch> match(
      Profile profile, Signature signature, TableSample sample) {
    if (signature instanceof Signature.Columns columns) {
      return byNames(profile, columns, sample.names());
    }
    return signature instanceof Signature.Shape shape
        ? byShape(profile, shape, sample)
        : Optional.empty();
  }

  private static Optional<ProfileMatch> byNames(
      Profile profile, Signature.Columns signature, List<String> names) {
    List<String> because = new ArrayList<>();
    for (String column : signature.columns()) {
      int place = ColumnPlace.of(column, names);
      if (place < 0) {
        return Optional.empty();
      }
      because.add(names.get(place));
    }
    boolean another =
        signature.absent().stream().anyMatch(column -> ColumnPlace.of(column, names) >= 0);
    return another
        ? Optional.empty()
        : Optional.of(ProfileMatch.of(profile, because.size(), because, names));
  }

  private static Optional<ProfileMatch> byShape(
      Profile profile, Signature.Shape shape, TableSample sample) {
    List<String> names = sample.names();
    if (!shape.widths().contains(names.size())) {
      return Optional.empty();
    }
    List<String> because = new ArrayList<>();
    for (int column = 1; column <= names.size(); column++) {
      Pattern pattern = shape.values().get(column);
      if (pattern != null) {
        List<String> values = sample.values(column - 1, NO_NULL_TEXTS);
        if (values.isEmpty() || !values.stream().allMatch(v -> pattern.matcher(v).matches())) {
          return Optional.empty();
        }
        because.add(names.get(column - 1));
      }
    }
    return Optional.of(ProfileMatch.of(profile, because.size(), because, names));
  }

  /** The profile of a file that is no table, by text near its beginning. */
  public Optional<Profile> byContent(String head) {
    for (Profile profile : profiles) {
      for (Signature signature : profile.signatures()) {
        if (signature instanceof Signature.Content content && head.contains(content.text())) {
          return Optional.of(profile);
        }
      }
    }
    return Optional.empty();
  }
}
