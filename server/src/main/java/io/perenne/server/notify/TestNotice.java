// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A notice that tells of nothing, to try the ways it goes. */
public final class TestNotice {
  private TestNotice() {}

  /**
   * Sends one by every way that is set, and waits until each has taken it.
   *
   * @throws InputException with every way that did not
   */
  public static void send(NoticeSettings settings, JobContext context) {
    Instant now = context.clock().instant();
    String place = context.home().toAbsolutePath().normalize().getFileName().toString();
    Notice notice =
        Notice.of(
            "test",
            now,
            0,
            "",
            Words.message("test", place),
            language -> List.of(Words.message("test.because").in(language)));
    String id = "test-" + now.toEpochMilli();
    List<Problem> problems = new ArrayList<>();
    MailSettings mail = settings.mail();
    if (mail != null) {
      Language language = settings.spoken();
      collect(
          problems,
          () ->
              new Mailer(mail, context.secrets(), context.clock())
                  .send(id, notice.in(language), language));
    }
    WebhookSettings webhook = settings.webhook();
    if (webhook != null) {
      collect(
          problems,
          () -> new Webhook(webhook, context.secrets(), context.clock()).send(id, notice));
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static void collect(List<Problem> problems, Runnable way) {
    try {
      way.run();
    } catch (InputException e) {
      problems.addAll(e.problems());
    } catch (DeliveryFailedException e) {
      problems.add(Problem.of(Words.message("test.secret")).withValue(e::in));
    }
  }
}
