// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.profile.FieldColumns;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.profile.ProfileChoice;
import io.perenne.analytics.ingest.profile.ProfileMatch;
import io.perenne.analytics.ingest.profile.ProfileMatcher;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a known export format says about the columns of a file. */
final class FormatReading {

  private FormatReading() {}

  /**
   * The format of a file.
   *
   * @param kind what the file is taken for; a profile of another kind that the user names is meant
   *     for other files
   * @param mapping the columns the user has named: who names the customer knows better than a
   *     format that is refused
   * @throws io.perenne.analytics.InputException if the format is known to be unreadable, or lacks
   *     the columns of the profile that the user names
   */
  static Optional<ProfileMatch> of(
      TableFile table, Profile.Kind kind, ProfileChoice choice, ColumnMapping mapping) {
    if (choice instanceof ProfileChoice.None) {
      return Optional.empty();
    }
    if (choice instanceof ProfileChoice.Named named && isMeant(named.profile(), kind)) {
      return ProfileMatcher.ofAll().choose(choice, table.path(), table.sample());
    }
    if (table.format() == FileFormat.PARQUET) {
      return Optional.empty();
    }
    Optional<ProfileMatch> match = ProfileMatcher.ofAll().best(table.sample());
    if (match.isEmpty()) {
      return match;
    }
    Profile profile = match.get().profile();
    if (kind == Profile.Kind.TRANSACTIONS
        && profile.kind() == Profile.Kind.REFUSED
        && !mapping.columns().containsKey("customer")) {
      ProfileMatcher.requireReadable(profile, table.path());
    }
    return match.filter(known -> known.profile().kind() == kind);
  }

  private static boolean isMeant(Profile profile, Profile.Kind kind) {
    return profile.kind() == kind
        || (profile.kind() == Profile.Kind.REFUSED && kind == Profile.Kind.TRANSACTIONS);
  }

  /** Tells a recogniser the columns of a format. */
  static void preset(ColumnRecogniser recogniser, ProfileMatch match, List<String> names) {
    Profile profile = match.profile();
    Message why = Texts.message("column.as-in-format", profile.title());
    profile
        .fields()
        .forEach(
            (field, columns) -> {
              List<Integer> places = columns.in(names);
              boolean all = columns.choice() != FieldColumns.Choice.FIRST_PRESENT;
              if (!field.equals("status") && !places.isEmpty()) {
                recogniser.preset(field, all ? places : places.subList(0, 1), why);
              }
            });
    List<Integer> statuses = places(profile.statuses().columns(), names);
    profile
        .rowTypes()
        .column()
        .ifPresent(
            column -> {
              List<Integer> type = places(List.of(column), names);
              statuses.addAll(type);
              recogniser.preset("row-type", type, why);
            });
    recogniser.preset("status", statuses, why);
    recogniser.preset("rejected", places(profile.statuses().filled(), names), why);
    recogniser.preset("less", places(profile.less(), names), why);
  }

  private static List<Integer> places(List<String> columns, List<String> names) {
    List<Integer> places = new ArrayList<>();
    for (String column : columns) {
      for (int place :
          new FieldColumns(FieldColumns.Choice.FIRST_PRESENT, List.of(column)).in(names)) {
        if (!places.contains(place)) {
          places.add(place);
        }
      }
    }
    return places;
  }
}
