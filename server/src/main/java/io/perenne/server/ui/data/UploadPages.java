// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import io.perenne.server.upload.OutOfStepException;
import io.perenne.server.upload.Upload;
import io.perenne.server.upload.UploadFolder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Takes files in pieces, {@code /data/uploads}. A form begins one and learns its id; then each
 * piece is sent with the byte it begins at, and whoever lost count asks. What is refused is said in
 * the reader's language.
 */
public final class UploadPages implements PageGroup {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ONE = DataPages.PATH + "/uploads/{id}";
  private static final String OFFSET = "Upload-Offset";

  private final Site site;
  private final UploadFolder uploads;
  private final Store store;
  private final InstantSource clock;

  /** Makes the pages of a site. */
  public UploadPages(Site site, UploadFolder uploads, Store store, InstantSource clock) {
    this.site = site;
    this.uploads = uploads;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(DataPages.PATH + "/uploads", this::begin, Access.CONFIGURE);
    routes.get(ONE, this::tell, Access.CONFIGURE);
    routes.patch(ONE, this::append, Access.CONFIGURE);
    routes.post(ONE + "/discard", this::discard, Access.CONFIGURE);
  }

  /** Where a file of the name is, it is asked whether both are kept or the new one replaces it. */
  private void begin(Context request) {
    String name = field(request, "name");
    String clash = field(request, "clash");
    try {
      if (clash.isEmpty() && uploads.isTaken(name)) {
        json(request, HttpStatus.CONFLICT, Map.of("taken", name, "free", uploads.freeName(name)));
        return;
      }
      Upload upload =
          uploads.begin(
              Visitor.change(request).who(),
              name,
              size(request),
              field(request, "modified"),
              clash.equals("replace"));
      json(
          request, HttpStatus.CREATED, Map.of("id", upload.id(), "offset", uploads.offset(upload)));
    } catch (InputException e) {
      refuse(request, e);
    }
  }

  private static long size(Context request) {
    String size = field(request, "size");
    if (!size.matches("\\d{1,18}")) {
      throw new BadRequestResponse();
    }
    return Long.parseLong(size);
  }

  private void tell(Context request) {
    Upload upload = named(request);
    at(request, upload, uploads.offset(upload));
  }

  private void append(Context request) throws IOException {
    Upload upload = named(request);
    String from = request.header(OFFSET);
    if (from == null || !from.matches("\\d{1,18}")) {
      throw new BadRequestResponse();
    }
    boolean open = uploads.offset(upload) < upload.size();
    try {
      long arrived =
          uploads.append(
              upload,
              Long.parseLong(from),
              request.req().getContentLengthLong(),
              request.req().getInputStream());
      if (open && arrived == upload.size()) {
        record(request, "data.upload", named(request));
      }
      at(request, upload, arrived);
    } catch (OutOfStepException e) {
      request.status(HttpStatus.CONFLICT);
      at(request, upload, e.offset());
    } catch (InputException e) {
      refuse(request, e);
    }
  }

  private void discard(Context request) {
    Upload upload = named(request);
    try {
      uploads.discard(upload);
      record(request, "data.discard", upload);
      site.redirect(request, DataPages.PATH + "?done=discarded");
    } catch (OutOfStepException e) {
      request.status(HttpStatus.CONFLICT);
      at(request, upload, e.offset());
    }
  }

  private void record(Context request, String what, Upload upload) {
    Visitor.change(request)
        .record(
            store,
            clock.instant(),
            what,
            upload.name(),
            Optional.empty(),
            Optional.of(upload.size() + " bytes"));
  }

  private Upload named(Context request) {
    return uploads.upload(request.pathParam("id")).orElseThrow(NotFoundResponse::new);
  }

  private static void at(Context request, Upload upload, long offset) {
    request
        .header(OFFSET, Long.toString(offset))
        .header("Upload-Length", Long.toString(upload.size()));
    json(request, request.status(), Map.of("offset", offset));
  }

  private void refuse(Context request, InputException refusal) {
    json(
        request,
        HttpStatus.UNPROCESSABLE_CONTENT,
        Map.of(
            "problem",
            refusal.problems().stream()
                .map(each -> each.toLine(site.language(request)))
                .reduce("", (all, each) -> all.isEmpty() ? each : all + " " + each)));
  }

  private static void json(Context request, HttpStatus status, Map<String, Object> content) {
    try {
      request
          .status(status)
          .contentType("application/json; charset=utf-8")
          .result(JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(Context request, String name) {
    return Optional.ofNullable(request.formParam(name)).orElse("");
  }
}
