// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.home.RunDocument;
import io.perenne.server.ui.datamodel.DatamodelView;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.FileAnswer;
import io.perenne.server.ui.runs.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What other systems import: its columns, tables for it, its files. */
final class DatamodelEndpoints {
  private static final String TABLE = "clv_datamodel";

  private final Questions questions;

  DatamodelEndpoints(Questions questions) {
    this.questions = questions;
  }

  void addTo(Routes routes) {
    routes.get(
        "/runs/{run}/datamodel",
        call -> Answer.ok(questions.ofDatamodel().structure(call.path("run"), call.language())),
        Access.READ);
    routes.get("/runs/{run}/datamodel/definitions/{dialect}", this::definition, Access.READ);
    routes.get("/runs/{run}/files/{name}", this::file, Access.READ, Access.CUSTOMERS);
  }

  private Answer definition(Call call) {
    RunDocument run = questions.run(call.path("run"));
    String code = call.path("dialect");
    List<TableDialect> dialects = List.of(TableDialect.values());
    TableDialect dialect =
        dialects.stream()
            .filter(each -> DatamodelView.code(each).equals(code))
            .findFirst()
            .orElseThrow(() -> ApiException.of(404, "no-dialect", code));
    boolean fields = dialect == TableDialect.SFMC;
    return Answer.file(
        fields ? "text/csv; charset=utf-8" : "application/sql; charset=utf-8",
        TABLE + "-" + code + (fields ? ".csv" : ".sql"),
        Ddl.render(dialect, TABLE, DatamodelView.columns(run), call.language()));
  }

  /** A file of a run by what it is; a part of it if the request asks for one. */
  private Answer file(Call call) throws IOException {
    RunDocument run = questions.run(call.path("run"));
    String wanted = call.path("name");
    String name =
        Optional.ofNullable(run.files().get(wanted))
            .orElseThrow(() -> ApiException.of(404, "no-file", wanted));
    Path file = questions.runs().folder(run).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw ApiException.of(404, "no-file", wanted);
    }
    FileAnswer.send(call.request(), file, RunFile.type(name), run.runId() + "/" + name);
    return Answer.SENT;
  }
}
