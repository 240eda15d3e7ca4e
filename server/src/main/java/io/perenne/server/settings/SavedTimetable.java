// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.schedule.Recurrence;
import io.perenne.server.schedule.Timetable;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a run starts by itself, as it is set now. The files are read again only when they changed;
 * while they cannot be read, what they said before holds.
 */
public final class SavedTimetable implements Supplier<Optional<Timetable>> {
  private static final Logger LOG = LoggerFactory.getLogger(SavedTimetable.class);

  private final SettingsStore settings;
  private String seen = "";
  private Optional<Timetable> timetable = Optional.empty();
  private ZoneId zone = RunConfiguration.defaults().timeZone();

  /** Makes what reads the settings of a home. */
  public SavedTimetable(SettingsStore settings) {
    this.settings = settings;
  }

  @Override
  public synchronized Optional<Timetable> get() {
    String state = settings.state();
    if (!state.equals(seen)) {
      try {
        timetable = read();
      } catch (InputException e) {
        LOG.warn("the schedule stays as it was: {}", e.getMessage());
      }
      seen = state;
    }
    return timetable;
  }

  /** Returns where times of day are local. */
  public synchronized ZoneId zone() {
    var unused = get();
    return zone;
  }

  private Optional<Timetable> read() {
    zone = settings.configuration().timeZone();
    String rule = settings.current().plan().schedule();
    return rule.isEmpty()
        ? Optional.empty()
        : Optional.of(new Timetable(Recurrence.parse(rule), zone));
  }
}
