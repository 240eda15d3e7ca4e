// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.server.job.Aftermath;
import io.perenne.server.job.BackOff;
import io.perenne.server.job.DeliverWork;
import io.perenne.server.job.RunWork;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Orders a notice where a job that ended needs somebody: it failed and will not be tried again, it
 * did its work with warnings, or today's file did not arrive. Each way a notice goes is a job of
 * its own, kept together with the end it tells of.
 */
public final class Notices implements Aftermath {
  private final Store store;
  private final Path home;

  /** Makes what decides on notices of a home, as they are set in a store. */
  public Notices(Store store, Path home) {
    this.store = store;
    this.home = home;
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, List<Jobs.Order> next) {
    NoticeSettings settings = NoticeSettings.of(store);
    return BackOff.repeats(ended, next) || settings.ways().isEmpty()
        ? List.of()
        : notice(ended, settings).map(notice -> orders(settings, ended, notice)).orElse(List.of());
  }

  private static List<Jobs.Order> orders(NoticeSettings settings, Jobs.Job ended, Notice notice) {
    return settings.ways().stream()
        .map(
            way ->
                Jobs.Order.of(NoticeWork.KIND, way, Optional.of(notice.json()), RunWork.SCHEDULE)
                    .after(ended.id()))
        .toList();
  }

  private Optional<Notice> notice(Jobs.Job ended, NoticeSettings settings) {
    boolean gaveUp = ended.state().equals("failed") || ended.state().equals("unknown");
    return switch (ended.order().kind()) {
      case RunWork.KIND ->
          gaveUp
              ? failed(settings, "run.failed", ended, Words.message("run.failed", place()))
              : warned(settings, ended);
      case DeliverWork.KIND ->
          gaveUp
              ? failed(
                  settings,
                  "delivery.failed",
                  ended,
                  Words.message("delivery.failed", place(), ended.order().subject()))
              : Optional.empty();
      case ArrivalWork.KIND ->
          gaveUp
              ? Optional.of(
                  notice("delivery.missing", ended, Words.message("delivery.missing", place())))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Notice> failed(
      NoticeSettings settings, String event, Jobs.Job ended, Message title) {
    return settings.onFailure() ? Optional.of(notice(event, ended, title)) : Optional.empty();
  }

  private static Notice notice(String event, Jobs.Job ended, Message title) {
    return notice(event, ended, run(ended), title, language -> reason(ended, language));
  }

  private static Notice notice(
      String event,
      Jobs.Job ended,
      String run,
      Message title,
      Function<Language, List<String>> lines) {
    Instant at = ended.ended().orElse(ended.created());
    return Notice.of(event, at, ended.id(), run, title, lines);
  }

  /** The run that a delivery was to deliver stands in its order. */
  private static String run(Jobs.Job ended) {
    boolean delivery = ended.order().kind().equals(DeliverWork.KIND);
    return ended.runId().or(() -> delivery ? ended.order().detail() : Optional.empty()).orElse("");
  }

  private static List<String> reason(Jobs.Job ended, Language language) {
    return (language == Language.ES ? ended.problemSpanish() : ended.problemEnglish())
        .map(text -> text.lines().toList())
        .orElseGet(() -> List.of(Words.message("server-ended").in(language)));
  }

  private Optional<Notice> warned(NoticeSettings settings, Jobs.Job ended) {
    if (!settings.onWarnings() || !ended.state().equals("done")) {
      return Optional.empty();
    }
    RunDocument run = RunStore.of(home).find(ended.runId().orElseThrow());
    return run.warnings().isEmpty()
        ? Optional.empty()
        : Optional.of(
            notice(
                "run.warnings",
                ended,
                run.runId(),
                Words.message("run.warnings", place(), run.warnings().size()),
                language -> run.warnings().stream().map(warning -> warning.in(language)).toList()));
  }

  /** The name of the home's folder, which tells one shop from another. */
  private String place() {
    return home.toAbsolutePath().normalize().getFileName().toString();
  }
}
