// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.home.Sha256;
import io.perenne.clv.words.Language;
import io.perenne.server.notify.MailSettings;
import io.perenne.server.notify.NoticeSettings;
import io.perenne.server.notify.NoticeWork;
import io.perenne.server.notify.TestNotice;
import io.perenne.server.notify.WebhookSettings;
import io.perenne.server.storage.Jobs;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is told of what. Where secrets are can be sent and is never answered. */
final class NoticeEndpoints {
  private static final String PATH = "/notices";
  private static final Set<String> MEMBERS =
      Set.of("language", "on_failure", "on_warnings", "expect_by", "mail", "webhook");
  private static final Set<String> MAIL =
      Set.of("host", "port", "security", "user", "password", "from", "to");
  private static final Set<String> WEBHOOK = Set.of("url", "secret");

  private final ApiServices services;

  NoticeEndpoints(ApiServices services) {
    this.services = services;
  }

  void addTo(Routes routes) {
    routes.get(PATH, call -> current(), Access.CONNECT);
    routes.add(HandlerType.PUT, PATH, this::put, Access.CONNECT);
    routes.add(HandlerType.POST, PATH + "/test", this::test, Access.CONNECT);
    routes.get(PATH + "/sent", this::sent, Access.CONNECT);
  }

  private Answer current() {
    NoticeSettings settings = NoticeSettings.of(services.store());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("language", settings.language());
    answer.put("on_failure", settings.onFailure());
    answer.put("on_warnings", settings.onWarnings());
    answer.put("expect_by", settings.expectBy().isEmpty() ? null : settings.expectBy());
    answer.set("mail", mail(settings.mail()));
    answer.set("webhook", webhook(settings.webhook()));
    return Answer.ok(answer).with("ETag", tag(settings));
  }

  private static JsonNode mail(@Nullable MailSettings mail) {
    if (mail == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("host", mail.host());
    answer.put("port", mail.port());
    answer.put("security", mail.security());
    answer.put("user", mail.user());
    answer.put("from", mail.from());
    ArrayNode to = answer.putArray("to");
    mail.to().forEach(to::add);
    return answer;
  }

  /** The path and the query of the address may be secret. */
  private static JsonNode webhook(@Nullable WebhookSettings webhook) {
    return webhook == null
        ? JsonNodeFactory.instance.nullNode()
        : JsonNodeFactory.instance.objectNode().put("where", webhook.toString());
  }

  /** Is another one after every change, also of what is not shown. */
  private static String tag(NoticeSettings settings) {
    String webhook =
        Optional.ofNullable(settings.webhook())
            .map(each -> each.url() + "\n" + each.secret())
            .orElse("");
    return '"' + Sha256.of(settings + "\n" + webhook).substring(0, 32) + '"';
  }

  private synchronized Answer put(Call call) throws IOException {
    JsonNode body = call.json(MEMBERS);
    NoticeSettings before = NoticeSettings.of(services.store());
    call.requireUnchanged(tag(before), true);
    new NoticeSettings(
            Call.required(body, "language"),
            Call.flag(body, "on_failure"),
            Call.flag(body, "on_warnings"),
            Call.member(body, "expect_by").orElse(""),
            mail(part(body, "mail", MAIL), before.mail()),
            webhook(part(body, "webhook", WEBHOOK), before.webhook()))
        .save(services.store(), call.change(), services.clock().instant());
    return current();
  }

  /** Returns a part that may be null but has to be there. */
  private static Optional<JsonNode> part(JsonNode body, String name, Set<String> known) {
    JsonNode part = body.path(name);
    if (part.isMissingNode()) {
      throw ApiException.body("/" + name, Words.message("member.missing"));
    }
    if (part.isNull()) {
      return Optional.empty();
    }
    if (!part.isObject()) {
      throw ApiException.body("/" + name, Words.message("member.object"));
    }
    part.fieldNames()
        .forEachRemaining(
            each -> {
              if (!known.contains(each)) {
                throw ApiException.body(
                    "/" + name + "/" + each,
                    Words.message(
                        "member.unknown", String.join(", ", known.stream().sorted().toList())));
              }
            });
    return Optional.of(part);
  }

  /** Where the password is stays as it was if it is not sent. */
  private static @Nullable MailSettings mail(
      Optional<JsonNode> part, @Nullable MailSettings before) {
    return part.map(
            mail ->
                new MailSettings(
                    text(mail, "mail", "host", ""),
                    port(mail),
                    text(mail, "mail", "security", ""),
                    text(mail, "mail", "user", ""),
                    text(mail, "mail", "password", before == null ? "" : before.password()),
                    text(mail, "mail", "from", ""),
                    to(mail)))
        .orElse(null);
  }

  /** What is not sent of a webhook stays as it was. */
  private static @Nullable WebhookSettings webhook(
      Optional<JsonNode> part, @Nullable WebhookSettings before) {
    return part.map(
            hook ->
                new WebhookSettings(
                    text(hook, "webhook", "url", before == null ? "" : before.url()),
                    text(hook, "webhook", "secret", before == null ? "" : before.secret())))
        .orElse(null);
  }

  private static String text(JsonNode part, String name, String member, String otherwise) {
    JsonNode value = part.path(member);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw ApiException.body("/" + name + "/" + member, Words.message("member.text"));
    }
    return value.asText().strip();
  }

  private static int port(JsonNode mail) {
    JsonNode port = mail.path("port");
    if (!port.isInt()) {
      throw ApiException.body("/mail/port", Words.message("member.whole"));
    }
    return port.asInt();
  }

  private static List<String> to(JsonNode mail) {
    JsonNode to = mail.path("to");
    List<String> all = new ArrayList<>();
    to.forEach(each -> all.add(each.isTextual() ? each.asText().strip() : ""));
    if (!to.isArray() || all.contains("")) {
      throw ApiException.body("/mail/to", Words.message("member.list"));
    }
    return all;
  }

  private Answer test(Call call) throws IOException {
    var unused = call.json(Set.of());
    NoticeSettings settings = NoticeSettings.of(services.store());
    if (settings.ways().isEmpty()) {
      throw ApiException.of(409, "no-way");
    }
    TestNotice.send(settings, services.context());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode ways = answer.putArray("sent_by");
    settings.ways().forEach(ways::add);
    return Answer.ok(answer);
  }

  private Answer sent(Call call) {
    int limit = call.number("limit", 20, 200);
    List<Jobs.Job> jobs = services.store().read(in -> new Jobs(in).newest(NoticeWork.KIND, limit));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode notices = answer.putArray("notices");
    jobs.forEach(job -> notices.add(json(job, call.language())));
    return Answer.ok(answer);
  }

  private static ObjectNode json(Jobs.Job job, Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", job.id());
    answer.put("event", NoticeWork.event(job));
    answer.put("title", NoticeWork.title(job, language));
    answer.put("way", job.order().subject());
    answer.put("state", job.state());
    answer.put("about_job", job.order().parent().orElse(null));
    answer.put("attempt", job.order().attempt());
    answer.put("created", job.created().toString());
    answer.put("ended", job.ended().map(Instant::toString).orElse(null));
    ArrayNode problems = answer.putArray("problems");
    (language == Language.ES ? job.problemSpanish() : job.problemEnglish())
        .ifPresent(text -> text.lines().forEach(problems::add));
    return answer;
  }
}
