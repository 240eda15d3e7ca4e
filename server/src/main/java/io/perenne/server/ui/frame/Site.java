// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.reading.PublishedRuns;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all pages stand on: the runs, the templates, and the frame around a page. */
public final class Site {
  private final PublishedRuns runs;
  private final String base;
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Site.class.getClassLoader(), "io.perenne.server.pages");

  /**
   * Makes a site.
   *
   * @param base what stands before every path, such as {@code /clv}; empty for none
   */
  public Site(PublishedRuns runs, String base) {
    this.runs = runs;
    this.base = base;
  }

  /** Returns the published runs. */
  public PublishedRuns runs() {
    return runs;
  }

  /** Returns what stands before every path. */
  public String base() {
    return base;
  }

  /**
   * Returns the run a request is about: the one it names, else the newest; empty if there is none.
   *
   * @throws NotFoundResponse if it names a run that is not there
   */
  public Optional<RunDocument> run(Context request) {
    String id = request.queryParam("run");
    if (id == null || id.isEmpty()) {
      return runs.latest();
    }
    return Optional.of(runs.find(id).orElseThrow(NotFoundResponse::new));
  }

  /**
   * Returns the run a request is about.
   *
   * @throws NotFoundResponse if there is none, or it names one that is not there
   */
  public RunDocument requireRun(Context request) {
    return run(request).orElseThrow(NotFoundResponse::new);
  }

  /** Returns the language of a reader. */
  public Language language(Context request) {
    return ReaderLanguage.of(request);
  }

  /** Keeps the language that a reader chose for a year. */
  public void keepLanguage(Context request, Language language) {
    ReaderLanguage.keep(request, language, base.isEmpty() ? "/" : base);
  }

  /**
   * Returns the frame of a page.
   *
   * @param bundle the texts of the page
   * @param entry the entry of the menu that is marked
   * @param run the run that the page is about
   */
  public Frame frame(
      Context request, MessageBundle bundle, String entry, Optional<RunDocument> run) {
    Language language = language(request);
    String currency =
        run.map(each -> each.configuration().getOrDefault("currency", "EUR")).orElse("EUR");
    String query = request.queryString();
    String path = request.path().substring(base.length());
    return new Frame(
        language,
        bundle,
        new ReaderNumbers(language, currency),
        base,
        here(path, query),
        entry,
        run,
        Visitor.of(request),
        Assets.version());
  }

  /** What a provider of identities has sent along is used once and shown to nobody. */
  private static String here(String path, @Nullable String query) {
    if (path.equals("/sign-in/oidc/callback")) {
      return "/sign-in";
    }
    return query == null ? path : path + "?" + query;
  }

  /** Leads a browser to a path of the application, which it then reads. */
  public void redirect(Context request, String path) {
    request.redirect(base + path, HttpStatus.SEE_OTHER);
  }

  /** Returns a path as it may be redirected to: inside the application, else its first page. */
  public static String inside(@Nullable String path) {
    return path != null && path.matches("/([^/\\\\].*)?") ? path : "/";
  }

  /**
   * Answers with a page.
   *
   * @param template its template, such as {@code segments/table.jte}
   * @param model the one parameter beside the frame, which the template calls {@code model}
   */
  public void answer(Context request, String template, Frame frame, Object model) {
    request.contentType("text/html; charset=utf-8").result(render(template, frame, model));
  }

  /** Returns what a template makes: a page, or a piece of one. */
  public String render(String template, Frame frame, Object model) {
    StringOutput page = new StringOutput(1 << 15);
    templates.render(template, Map.of("frame", frame, "model", model), page);
    return page.toString();
  }

  /** Answers with the page of a home that has no run yet, which says how to make one. */
  public void answerEmpty(Context request, Frame frame) {
    answer(request, "frame/message.jte", frame, Notice.of("empty", Menu.DATA, Menu.RUNS));
  }
}
