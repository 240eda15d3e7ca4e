// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.delivery.DeliveryAttempt;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.Destinations;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import io.perenne.server.job.DeliverWork;
import io.perenne.server.job.JobQueue;
import io.perenne.server.job.Progress;
import io.perenne.server.job.RunWork;
import io.perenne.server.storage.Jobs;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs and deliveries that are to be done, and how they ended. */
final class JobEndpoints {
  private static final String PATH = "/jobs";
  private static final String ONE = PATH + "/{id}";

  private final ApiServices services;
  private final JobQueue queue;
  private final Destinations destinations;
  private final String base;

  JobEndpoints(ApiServices services, String base) {
    this.services = services;
    this.base = base;
    queue = services.queue();
    destinations = new Destinations(services.context());
  }

  void addTo(Routes routes) {
    routes.get(PATH, this::list, Access.READ);
    routes.add(HandlerType.POST, PATH, this::start, Access.RUN);
    routes.get(ONE, call -> Answer.ok(json(job(call), call.language())), Access.READ);
    routes.add(HandlerType.POST, ONE + "/cancel", this::cancel, Access.RUN);
    routes.get("/deliveries", this::deliveries, Access.READ);
  }

  private Answer list(Call call) {
    String kind = call.choice("kind", List.of(RunWork.KIND, DeliverWork.KIND));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode jobs = answer.putArray("jobs");
    queue
        .newest(kind, call.number("limit", 20, 200))
        .forEach(job -> jobs.add(json(job, call.language())));
    return Answer.ok(answer);
  }

  private Answer start(Call call) throws IOException {
    JsonNode body = call.json(Set.of("kind", "as_of", "run_id", "destination"));
    String kind = Call.required(body, "kind");
    Change change = call.change();
    long id =
        switch (kind) {
          case RunWork.KIND -> run(body, change);
          case DeliverWork.KIND -> delivery(body, change);
          default ->
              throw ApiException.body(
                  "/kind",
                  Words.message("parameter.choice", RunWork.KIND + ", " + DeliverWork.KIND));
        };
    note(change, kind + ".start", id);
    return Answer.of(202, json(queue.find(id).orElseThrow(), call.language()))
        .with("Location", base + Api.PATH + PATH + "/" + id);
  }

  private long run(JsonNode body, Change change) {
    requireAbsent(body, "run_id");
    requireAbsent(body, "destination");
    try {
      return queue.order(
          RunWork.order(change.who(), Call.member(body, "as_of").map(LocalDate::parse)));
    } catch (DateTimeParseException e) {
      throw ApiException.body("/as_of", Words.message("parameter.day"));
    }
  }

  private long delivery(JsonNode body, Change change) {
    requireAbsent(body, "as_of");
    RunDocument run = services.questions().run(Call.required(body, "run_id"));
    String destination = Call.required(body, "destination");
    if (!destinations.has(destination)) {
      throw ApiException.body("/destination", Words.message("member.no-destination"));
    }
    return queue.order(DeliverWork.order(change.who(), destination, run.runId()));
  }

  private static void requireAbsent(JsonNode body, String name) {
    if (body.has(name)) {
      throw ApiException.body("/" + name, Words.message("member.other-kind"));
    }
  }

  private Answer cancel(Call call) throws IOException {
    var unused = call.json(Set.of());
    Jobs.Job job = job(call);
    if (!queue.stop(job.id())) {
      throw ApiException.of(409, "job-ended", job.id());
    }
    note(call.change(), job.order().kind() + ".cancel", job.id());
    return Answer.of(202, json(queue.find(job.id()).orElseThrow(), call.language()));
  }

  private void note(Change change, String what, long job) {
    change.record(
        services.store(),
        services.clock().instant(),
        what,
        "job " + job,
        Optional.empty(),
        Optional.empty());
  }

  private Jobs.Job job(Call call) {
    String id = call.path("id");
    return Optional.of(id)
        .filter(each -> each.matches("[0-9]{1,18}"))
        .flatMap(each -> queue.find(Long.parseLong(each)))
        .filter(job -> Set.of(RunWork.KIND, DeliverWork.KIND).contains(job.order().kind()))
        .orElseThrow(() -> ApiException.of(404, "no-job", id));
  }

  private ObjectNode json(Jobs.Job job, Language language) {
    boolean isRun = job.order().kind().equals(RunWork.KIND);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", job.id());
    answer.put("kind", job.order().kind());
    boolean stopping = job.stopping() && job.state().equals("running");
    answer.put("state", stopping ? "stopping" : job.state());
    answer.put("who", job.order().who());
    answer.put("as_of", isRun ? job.order().detail().orElse(null) : null);
    answer.put("destination", isRun ? null : job.order().subject());
    Optional<String> run = isRun ? job.runId() : job.order().detail();
    answer.put("run_id", run.orElse(null));
    answer.put("attempt", job.order().attempt());
    answer.put("created", job.created().toString());
    answer.put("started", job.started().map(Instant::toString).orElse(null));
    answer.put("ended", job.ended().map(Instant::toString).orElse(null));
    Optional<Progress> progress = queue.progress().last(job.id());
    answer.put("stage", progress.map(Progress::stage).orElse(""));
    ArrayNode problems = answer.putArray("problems");
    (language == Language.ES ? job.problemSpanish() : job.problemEnglish())
        .ifPresent(text -> text.lines().forEach(problems::add));
    ArrayNode following = answer.putArray("following");
    queue.following(job.id()).stream()
        .filter(each -> Set.of(RunWork.KIND, DeliverWork.KIND).contains(each.order().kind()))
        .forEach(each -> following.add(each.id()));
    return answer;
  }

  private Answer deliveries(Call call) {
    Optional<String> run = call.text("run").map(id -> services.questions().run(id).runId());
    Optional<String> destination = call.text("destination");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("deliveries");
    DeliveryLedger.of(services.context().home()).list().stream()
        .filter(each -> run.map(each.runId()::equals).orElse(true))
        .filter(each -> destination.map(each.destination()::equals).orElse(true))
        .limit(call.number("limit", 50, 200))
        .forEach(each -> list.add(json(each, call.language())));
    return Answer.ok(answer);
  }

  private static ObjectNode json(DeliveryRecord delivery, Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("run_id", delivery.runId());
    answer.put("reference_date", delivery.referenceDate().toString());
    answer.put("destination", delivery.destination());
    answer.put("state", delivery.state().toString());
    answer.put("file", delivery.shipment().name());
    ArrayNode attempts = answer.putArray("attempts");
    for (DeliveryAttempt attempt : delivery.attempts()) {
      attempts
          .addObject()
          .put("started_at", attempt.startedAt().toString())
          .put("ended_at", attempt.endedAt().toString())
          .put("state", attempt.state().toString())
          .put("message", attempt.message(language));
    }
    answer.set("receipt", Wire.tree(delivery.arrival(), language));
    return answer;
  }
}
