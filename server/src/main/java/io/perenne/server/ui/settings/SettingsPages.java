// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.settings;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.ConfigurationKey;
import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.schedule.Recurrence;
import io.perenne.server.schedule.Timetable;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.Version;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is calculated, when, and where it goes: {@code /settings}. */
public final class SettingsPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(SettingsPages.class);
  private static final String PATH = "/settings";
  private static final int SHOWN_TIMES = 3;

  private final Site site;
  private final SettingsStore settings;
  private final Path home;
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public SettingsPages(Site site, SettingsStore settings, Path home, InstantSource clock) {
    this.site = site;
    this.settings = settings;
    this.home = home;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.CONFIGURE);
    routes.post(PATH, this::save, Access.CONFIGURE);
    routes.post(PATH + "/versions/{id}/restore", this::restore, Access.CONFIGURE);
  }

  private void show(Context request) {
    Version current = settings.current();
    answer(
        request,
        current.id(),
        current.configuration(),
        current.plan(),
        ScheduleForm.of(current.plan().schedule()),
        List.of());
  }

  private void save(Context request) {
    String shown = field(request, "version");
    ScheduleForm schedule = ScheduleForm.of(name -> field(request, name));
    Map<String, String> values = values(request);
    Plan plan =
        new Plan(
            lines(request, "transactions"),
            lines(request, "customers"),
            schedule.rule(),
            request.formParams("destination"));
    try {
      settings.save(Visitor.change(request), shown, values, plan);
      site.redirect(request, PATH + "?done=saved");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(request, shown, values, plan, schedule, e.problems());
    }
  }

  /** Returns the typed values over those that the form does not show, such as the salt. */
  private Map<String, String> values(Context request) {
    Map<String, String> values = new HashMap<>(settings.current().configuration());
    for (ConfigurationKey<?> key : RunConfiguration.keys()) {
      String typed = request.formParam("key:" + key.name());
      if (typed != null) {
        values.put(key.name(), typed.strip());
      }
    }
    return values;
  }

  private void restore(Context request) {
    Version version =
        settings.versions().stream()
            .filter(each -> each.id().equals(request.pathParam("id")))
            .findFirst()
            .orElseThrow(NotFoundResponse::new);
    try {
      settings.save(
          Visitor.change(request),
          settings.current().id(),
          version.configuration(),
          version.plan());
      site.redirect(request, PATH + "?done=restored");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(
          request,
          settings.current().id(),
          version.configuration(),
          version.plan(),
          ScheduleForm.of(version.plan().schedule()),
          e.problems());
    }
  }

  private void answer(
      Context request,
      String shown,
      Map<String, String> values,
      Plan plan,
      ScheduleForm schedule,
      List<Problem> problems) {
    Frame frame = site.frame(request, TEXTS, "settings", site.runs().latest());
    Set<String> refused =
        problems.stream().map(Problem::where).collect(Collectors.toUnmodifiableSet());
    SettingsView view =
        new SettingsView(
            shown,
            new LinkedHashMap<>(values),
            plan,
            schedule,
            next(frame, values, plan),
            DestinationStore.of(home).list().stream().map(DestinationSettings::name).toList(),
            fileName(values),
            settings.versions(),
            settings.changedByHand(),
            problems.stream().map(problem -> problem.toLine(frame.language())).toList(),
            refused);
    site.answer(request, "settings/settings.jte", frame, view);
  }

  private List<String> next(Frame frame, Map<String, String> values, Plan plan) {
    try {
      if (plan.schedule().isEmpty() || plan.schedule().equals(Recurrence.ON_CHANGE)) {
        return List.of();
      }
      ZoneId zone = zone(values);
      return new Timetable(Recurrence.parse(plan.schedule()), zone)
          .next(clock.instant(), SHOWN_TIMES).stream()
              .map(instant -> frame.numbers().instant(instant, zone))
              .toList();
    } catch (InputException e) {
      return List.of(); // what is wrong with it is said above
    }
  }

  private static ZoneId zone(Map<String, String> values) {
    String name = values.getOrDefault("time-zone", "Europe/Madrid");
    return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneId.of("UTC");
  }

  private String fileName(Map<String, String> values) {
    String pattern = values.getOrDefault("datamodel.file-name", "datamodel_clv_{yyyyMMdd}.csv");
    ZoneId zone = zone(values);
    try {
      return FileNamePattern.parse(pattern)
          .resolve(
              new FileNamePattern.Context(
                  clock.instant().atZone(zone),
                  LocalDate.ofInstant(clock.instant(), zone).minusDays(1),
                  "RUN",
                  "perenne"));
    } catch (IllegalArgumentException e) {
      return ""; // what is wrong with it is said above
    }
  }

  private static List<String> lines(Context request, String name) {
    return field(request, name).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("");
  }
}
