// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RunDocument;
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
  static List<RunDocument.Text> of(Optional<Epoch> before, Optional<Epoch> present, Instant now) {
    List<RunDocument.Text> warnings = new ArrayList<>();
    if (before.isPresent() && present.isEmpty()) {
      warnings.add(switchedOff(before.get()));
    } else if (before.isPresent() && !before.get().id().equals(present.orElseThrow().id())) {
      warnings.add(begun(before.get(), present.orElseThrow()));
      if (before.get().salt().equals(present.orElseThrow().salt())) {
        warnings.add(tied());
      }
    } else {
      present.filter(epoch -> isOld(epoch, now)).map(EpochWarnings::old).ifPresent(warnings::add);
    }
    return warnings;
  }

  private static RunDocument.Text switchedOff(Epoch closed) {
    return new RunDocument.Text(
        "el grupo de control está desactivado: la época %s queda cerrada y guardada; activarlo otra"
                .formatted(closed.id())
            + " vez sortea a todos de nuevo",
        "the control group is off: epoch %s is closed and kept; switching it on again draws"
                .formatted(closed.id())
            + " everybody anew");
  }

  private static RunDocument.Text begun(Epoch closed, Epoch opened) {
    return new RunDocument.Text(
        "empieza una época nueva del grupo de control (%s: share %s, %s) y todos se sortean de"
                .formatted(opened.id(), opened.share(), opened.mode())
            + " nuevo; la anterior (%s: share %s, %s, desde %s) queda cerrada y guardada: mida cada"
                .formatted(closed.id(), closed.share(), closed.mode(), day(closed))
            + " una por separado",
        "a new epoch of the control group begins (%s: share %s, %s) and everybody is drawn anew;"
                .formatted(opened.id(), opened.share(), opened.mode())
            + " the one before (%s: share %s, %s, since %s) is closed and kept: measure each on"
                .formatted(closed.id(), closed.share(), closed.mode(), day(closed))
            + " its own");
  }

  private static RunDocument.Text tied() {
    return new RunDocument.Text(
        "la época nueva usa el mismo control-group.salt que la anterior, así que sus brazos no son"
            + " independientes de los de antes: cambie también el salt, o use auto",
        "the new epoch has the same control-group.salt as the one before, so its arms are not"
            + " independent of the earlier ones: change the salt too, or use auto");
  }

  private static boolean isOld(Epoch epoch, Instant now) {
    return epoch
        .opened()
        .atOffset(ZoneOffset.UTC)
        .plusMonths(MONTHS_BEFORE_ROTATION)
        .toInstant()
        .isBefore(now);
  }

  private static RunDocument.Text old(Epoch epoch) {
    return new RunDocument.Text(
        "el grupo de control es el mismo desde %s; a quien nunca se contacta se aleja de los demás:"
                .formatted(day(epoch))
            + " otro nombre en control-group.epoch sortea uno nuevo",
        "the control group is the same since %s; people who are never contacted drift: another name"
                .formatted(day(epoch))
            + " in control-group.epoch draws a new one");
  }

  private static LocalDate day(Epoch epoch) {
    return LocalDate.ofInstant(epoch.opened(), ZoneOffset.UTC);
  }
}
