// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.notices;

import io.perenne.clv.words.Language;
import io.perenne.server.notify.MailSettings;
import io.perenne.server.notify.NoticeSettings;
import io.perenne.server.notify.WebhookSettings;
import io.perenne.server.storage.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of notices.
 *
 * @param fields what stands in it, by name
 * @param problems what was refused, a sentence each
 * @param done {@code saved} or {@code sent}; empty if nothing was done
 * @param sent the last notices that were sent or are to be
 */
public record NoticesView(
    Map<String, String> fields, List<String> problems, String done, List<Jobs.Job> sent) {
  /** The most that is shown. */
  static final int MOST = 10;

  private static final String ON = "on";

  /** Copies. */
  public NoticesView {
    fields = Map.copyOf(fields);
    problems = List.copyOf(problems);
    sent = List.copyOf(sent);
  }

  /** Returns the fields of settings. */
  static Map<String, String> fields(NoticeSettings settings) {
    Map<String, String> fields = new HashMap<>();
    fields.put("language", settings.language());
    fields.put("on-failure", settings.onFailure() ? ON : "");
    fields.put("on-warnings", settings.onWarnings() ? ON : "");
    fields.put("expect-by", settings.expectBy());
    MailSettings mail = settings.mail();
    fields.put("mail", mail == null ? "" : ON);
    fields.put("port", "587");
    fields.put("security", "starttls");
    if (mail != null) {
      fields.put("host", mail.host());
      fields.put("port", Integer.toString(mail.port()));
      fields.put("security", mail.security());
      fields.put("user", mail.user());
      fields.put("password", mail.password());
      fields.put("from", mail.from());
      fields.put("to", String.join(", ", mail.to()));
    }
    WebhookSettings webhook = settings.webhook();
    fields.put("webhook", webhook == null ? "" : ON);
    if (webhook != null) {
      fields.put("url", webhook.url());
      fields.put("secret", webhook.secret());
    }
    return fields;
  }

  /** Returns what stands in a field. */
  public String value(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns whether a box is ticked. */
  public boolean on(String name) {
    return !value(name).isEmpty();
  }

  /** Returns why a notice could not be sent. */
  public static String problem(Jobs.Job job, Language language) {
    return (language == Language.ES ? job.problemSpanish() : job.problemEnglish()).orElse("");
  }
}
