// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know when an epoch ends, begins, or has lasted long. */
final class EpochWarnings {
  /** People who are never contacted drift away from the others. */
  private static final int MONTHS_BEFORE_ROTATION = 12;

  private EpochWarnings() {}

  /**
   * Returns the warnings of a run.
   *
   * @param before the epoch that was open before it
   * @param present the epoch it draws by
   * @param now when it began
   */
  static List<Message> of(Optional<Epoch> before, Optional<Epoch> present, Instant now) {
    List<Message> warnings = new ArrayList<>();
    if (before.isPresent() && present.isEmpty()) {
      warnings.add(Texts.message("warning.epoch.off", before.get().id()));
    } else if (before.isPresent() && !before.get().id().equals(present.orElseThrow().id())) {
      warnings.add(begun(before.get(), present.orElseThrow()));
      if (before.get().salt().equals(present.orElseThrow().salt())) {
        warnings.add(Texts.message("warning.epoch.same-salt"));
      }
    } else {
      present
          .filter(epoch -> isOld(epoch, now))
          .map(epoch -> Texts.message("warning.epoch.old", day(epoch)))
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Message begun(Epoch closed, Epoch opened) {
    return Texts.message(
        "warning.epoch.begun",
        opened.id(),
        String.valueOf(opened.share()),
        opened.mode(),
        closed.id(),
        String.valueOf(closed.share()),
        closed.mode(),
        day(closed));
  }

  private static boolean isOld(Epoch epoch, Instant now) {
    return epoch
        .opened()
        .atOffset(ZoneOffset.UTC)
        .plusMonths(MONTHS_BEFORE_ROTATION)
        .toInstant()
        .isBefore(now);
  }

  private static LocalDate day(Epoch epoch) {
    return LocalDate.ofInstant(epoch.opened(), ZoneOffset.UTC);
  }
}
