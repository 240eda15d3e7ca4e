// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleWriter;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audiences, who is in them, and the form of their rules: {@code /audiences}. */
public final class AudiencesPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(AudiencesPages.class);
  private static final String PATH = "/audiences";
  private static final String FORM = "/audience-form";
  private static final String ID = "id";
  private static final int SHOWN = 50;

  private final Site site;
  private final AudienceBook book;

  /** Makes the pages of a site. */
  public AudiencesPages(Site site, Store store, InstantSource clock) {
    this.site = site;
    book = new AudienceBook(store, site.runs(), clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::all, Access.READ);
    routes.get(FORM, this::form, Access.CONFIGURE, Access.CUSTOMERS);
    routes.post(FORM, this::build, Access.CONFIGURE, Access.CUSTOMERS);
    routes.get(PATH + "/{id}", this::one, Access.READ, Access.CUSTOMERS);
    routes.get(PATH + "/{id}/members.csv", this::csv, Access.READ, Access.CUSTOMERS);
    routes.post(PATH + "/{id}/remove", this::remove, Access.CONFIGURE);
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "audiences", site.runs().latest());
  }

  private AudienceBook.Line found(String id) {
    return book.find(id).orElseThrow(NotFoundResponse::new);
  }

  private void all(Context request) {
    site.answer(
        request,
        "audiences/list.jte",
        frame(request),
        new AudiencesView(book.all(), book.waiting()));
  }

  private void one(Context request) {
    String id = request.pathParam(ID);
    site.answer(
        request,
        "audiences/one.jte",
        frame(request),
        new AudienceView(found(id), book.members(id, "", SHOWN), book.waiting()));
  }

  private void csv(Context request) throws IOException {
    AudienceCsv.send(request, book, found(request.pathParam(ID)).audience().id());
  }

  private void remove(Context request) {
    if (!book.remove(Visitor.change(request), request.pathParam(ID))) {
      throw new NotFoundResponse();
    }
    site.redirect(request, PATH);
  }

  /** The form of an audience that is there, or of one to be made. */
  private void form(Context request) {
    Optional<String> id = Optional.ofNullable(request.queryParam(ID));
    if (id.isEmpty()) {
      show(
          request,
          new BuilderView(
              "", "", true, Optional.of(RuleForm.empty()), "", Optional.empty(), List.of()));
      return;
    }
    AudienceBook.Line line = found(id.get());
    Optional<RuleForm> form = RuleForm.of(line.rule());
    show(
        request,
        new BuilderView(
            line.audience().id(),
            line.audience().name(),
            false,
            form,
            form.isPresent() ? "" : Json.text(RuleWriter.write(line.rule())),
            Optional.of(book.preview(line.rule())),
            List.of()));
  }

  private void show(Context request, BuilderView view) {
    site.answer(request, "audiences/form.jte", frame(request), view);
  }

  /** What a button of the form asks for: to count, to add or take away a row, or to keep. */
  private void build(Context request) {
    Map<String, String> fields = new HashMap<>();
    request.formParamMap().forEach((name, values) -> fields.put(name, values.get(0).strip()));
    String button = fields.getOrDefault("do", "");
    String json = fields.getOrDefault("json", "");
    RuleForm form = RuleForm.of(fields).after(button);
    boolean byJson = !json.isEmpty();
    String id = fields.getOrDefault(ID, "");
    String name = fields.getOrDefault("name", "");
    boolean fresh = fields.containsKey("fresh");
    Optional<AudienceBook.Preview> preview = Optional.empty();
    List<String> problems = List.of();
    Optional<RuleForm> shown = byJson ? Optional.empty() : Optional.of(form);
    try {
      Rule rule = byJson ? AudienceBook.written(json) : form.rule();
      preview = Optional.of(book.preview(rule));
      if (byJson) {
        shown = RuleForm.of(rule);
      }
      if (button.equals("save")) {
        if (fresh && book.find(id).isPresent()) {
          throw AudienceBook.taken(id);
        }
        var unused = book.keep(Visitor.change(request), id, name, rule);
        site.redirect(request, PATH + "/" + id);
        return;
      }
    } catch (InputException e) {
      // a row that was just added is not filled yet
      boolean asked = button.equals("save") || button.equals("count") || byJson;
      problems = asked ? frame(request).problems(e) : List.of();
      if (asked) {
        request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      }
    }
    show(
        request,
        new BuilderView(id, name, fresh, shown, shown.isPresent() ? "" : json, preview, problems));
  }
}
