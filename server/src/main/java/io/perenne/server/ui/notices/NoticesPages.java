// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.notices;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.analytics.job.JobContext;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.notify.MailSettings;
import io.perenne.server.notify.NoticeSettings;
import io.perenne.server.notify.NoticeWork;
import io.perenne.server.notify.TestNotice;
import io.perenne.server.notify.WebhookSettings;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Who is told of what, {@code /notices}. */
public final class NoticesPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(NoticesPages.class);
  private static final String PATH = "/notices";
  private static final List<String> SECRETS = List.of("password", "secret");
  private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

  private final Site site;
  private final Store store;
  private final JobContext context;

  /** Makes the pages of a site. */
  public NoticesPages(Site site, Store store, JobContext context) {
    this.site = site;
    this.store = store;
    this.context = context;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Access.ADMINISTER);
    routes.post(PATH, this::save, Access.ADMINISTER);
    routes.post(PATH + "/test", this::test, Access.ADMINISTER);
  }

  private void show(Context request) {
    String done = request.queryParam("done");
    boolean known = "saved".equals(done) || "sent".equals(done);
    answer(
        request,
        NoticesView.fields(NoticeSettings.of(store)),
        List.of(),
        known ? String.valueOf(done) : "");
  }

  private void answer(
      Context request, Map<String, String> fields, List<String> problems, String done) {
    List<Jobs.Job> sent = store.read(in -> new Jobs(in).newest(NoticeWork.KIND, NoticesView.MOST));
    site.answer(
        request,
        "notices/notices.jte",
        frame(request),
        new NoticesView(fields, problems, done, sent));
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "notices", site.runs().latest());
  }

  /** Nothing is kept of a form that is refused in part. */
  private void save(Context request) {
    Map<String, String> fields = new HashMap<>();
    request.formParamMap().forEach((name, values) -> fields.put(name, values.get(0).strip()));
    fields.remove("csrf");
    try {
      settings(fields).save(store, Visitor.change(request), context.clock().instant());
      site.redirect(request, PATH + "?done=saved");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      // what was typed in place of a reference may be the secret itself
      SECRETS.forEach(
          name ->
              fields.computeIfPresent(
                  name, (key, typed) -> typed.matches("(env|file):.+") ? typed : ""));
      answer(request, fields, frame(request).problems(e), "");
    }
  }

  private static NoticeSettings settings(Map<String, String> fields) {
    return new NoticeSettings(
        fields.getOrDefault("language", ""),
        fields.containsKey("on-failure"),
        fields.containsKey("on-warnings"),
        fields.getOrDefault("expect-by", ""),
        fields.containsKey("mail") ? mail(fields) : null,
        fields.containsKey("webhook") ? webhook(fields) : null);
  }

  private static MailSettings mail(Map<String, String> fields) {
    String port = fields.getOrDefault("port", "");
    return new MailSettings(
        fields.getOrDefault("host", ""),
        port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0,
        fields.getOrDefault("security", ""),
        fields.getOrDefault("user", ""),
        fields.getOrDefault("password", ""),
        fields.getOrDefault("from", ""),
        BETWEEN
            .splitAsStream(fields.getOrDefault("to", ""))
            .filter(each -> !each.isEmpty())
            .toList());
  }

  private static WebhookSettings webhook(Map<String, String> fields) {
    return new WebhookSettings(fields.getOrDefault("url", ""), fields.getOrDefault("secret", ""));
  }

  private void test(Context request) {
    NoticeSettings settings = NoticeSettings.of(store);
    try {
      TestNotice.send(settings, context);
      site.redirect(request, PATH + "?done=sent");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      answer(request, NoticesView.fields(settings), frame(request).problems(e), "");
    }
  }
}
