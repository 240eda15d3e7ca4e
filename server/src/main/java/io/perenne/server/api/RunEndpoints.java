// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.server.ui.frame.Access;
import java.util.List;

/** Runs, their segments, and how customers moved between them. */
final class RunEndpoints {
  static final int MOST_ROWS = 1_000;

  private final Questions questions;

  RunEndpoints(Questions questions) {
    this.questions = questions;
  }

  void addTo(Routes routes) {
    OutcomeFacts outcomes = new OutcomeFacts(questions);
    RunFacts runs = questions.ofRuns();
    SegmentFacts segments = questions.ofSegments();
    routes.get(
        "/runs",
        call ->
            Answer.ok(
                runs.list(
                    call.number("limit", 50, MOST_ROWS), call.text("cursor"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}", call -> Answer.ok(runs.one(call.path("run"), call.language())), Access.READ);
    routes.get(
        "/runs/{run}/warnings",
        call -> Answer.ok(runs.warnings(call.path("run"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/rejects",
        call -> Answer.ok(runs.rejects(call.path("run"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/segments",
        call ->
            Answer.ok(
                segments.list(
                    call.path("run"),
                    call.choice("by", List.of("segments", "bands")).equals("bands"),
                    call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/segments/{segment}",
        call -> Answer.ok(segments.one(call.path("run"), call.path("segment"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/movement",
        call -> Answer.ok(runs.movement(call.path("run"), call.text("from"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/control-report",
        call -> Answer.ok(outcomes.control(call.path("run"), call.text("from"), call.language())),
        Access.READ);
    routes.get(
        "/runs/{run}/forecast-check",
        call ->
            Answer.ok(
                runs.forecastCheck(
                    call.path("run"),
                    call.text("from")
                        .orElseThrow(
                            () ->
                                ApiException.parameter("from", Words.message("parameter.missing"))),
                    call.language())),
        Access.READ);
  }
}
