// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.clv.words.Language;
import io.perenne.server.job.BackOff;
import io.perenne.server.job.Ongoing;
import io.perenne.server.job.Work;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends notices, each until it arrives or a day is nearly over. */
public final class NoticeWork implements Work {
  /** The kind of these jobs; the subject says by which way. */
  public static final String KIND = "notify";

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(25),
          Duration.ofHours(2),
          Duration.ofHours(6));

  private final Store store;

  /** Sends notices as it is set in a store. */
  public NoticeWork(Store store) {
    this.store = store;
  }

  /**
   * Returns what a notice tells of, such as {@code run.failed}.
   *
   * @param job one of this kind
   */
  public static String event(Jobs.Job job) {
    return Notice.parse(job.order().detail().orElseThrow()).event();
  }

  /**
   * Returns what a notice says, in one line.
   *
   * @param job one of this kind
   */
  public static String title(Jobs.Job job, Language language) {
    return Notice.parse(job.order().detail().orElseThrow()).in(language).title();
  }

  /** A way that is set no longer has nothing to do. */
  @Override
  public Jobs.End work(Jobs.Job job, Ongoing ongoing) {
    NoticeSettings settings = NoticeSettings.of(store);
    Notice notice = Notice.parse(job.order().detail().orElseThrow());
    String id = job.order().parent().map(parent -> notice.event() + "-" + parent).orElse("");
    MailSettings mail = settings.mail();
    WebhookSettings webhook = settings.webhook();
    if (job.order().subject().equals(MailSettings.WAY) && mail != null) {
      new Mailer(mail, ongoing.context().secrets(), ongoing.context().clock())
          .send(id, notice.in(settings.spoken()), settings.spoken());
    }
    if (job.order().subject().equals(WebhookSettings.WAY) && webhook != null) {
      new Webhook(webhook, ongoing.context().secrets(), ongoing.context().clock()).send(id, notice);
    }
    return Jobs.End.done(Optional.empty());
  }

  @Override
  public List<Jobs.Order> after(Jobs.Job ended, boolean lost, Instant now) {
    return lost || ended.state().equals("failed") ? again(ended, now) : List.of();
  }

  /** Keeps the job that the notice tells of as its parent, so that its id stays. */
  private static List<Jobs.Order> again(Jobs.Job ended, Instant now) {
    return BackOff.again(ended, WAITS, now).stream()
        .map(order -> ended.order().parent().map(order::after).orElse(order))
        .toList();
  }
}
