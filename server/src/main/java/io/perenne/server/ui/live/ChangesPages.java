// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.change.ChangeSettings;
import io.perenne.server.change.Place;
import io.perenne.server.change.ReceiverBook;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has changed of people, and who is told of it: {@code /changes}. */
public final class ChangesPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(ChangesPages.class);
  private static final String PATH = "/changes";
  private final Site site;
  private final Store store;
  private final ReceiverBook receivers;

  /** Makes the pages of a site. */
  public ChangesPages(Site site, Store store, InstantSource clock) {
    this.site = site;
    this.store = store;
    receivers = new ReceiverBook(store, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        PATH, request -> show(request, List.of(), Map.of()), Access.ADMINISTER, Access.CUSTOMERS);
    routes.post(PATH, request -> trying(request, this::add), Access.ADMINISTER, Access.CUSTOMERS);
    routes.post(
        PATH + "/value-step",
        request -> trying(request, this::keepStep),
        Access.ADMINISTER,
        Access.CUSTOMERS);
    routes.post(
        PATH + "/{name}/{what}",
        request -> trying(request, this::change),
        Access.ADMINISTER,
        Access.CUSTOMERS);
  }

  /** Changes something that a form asks for. */
  private interface Form {
    void accept(Context request, Map<String, String> fields);
  }

  private void trying(Context request, Form form) {
    Map<String, String> fields = new HashMap<>();
    request.formParamMap().forEach((name, values) -> fields.put(name, values.get(0).strip()));
    try {
      form.accept(request, fields);
      site.redirect(request, PATH);
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      // what was typed in place of a reference may be the secret itself
      for (String name : List.of("secret", "write-key")) {
        fields.computeIfPresent(name, (key, typed) -> typed.matches("(env|file):.+") ? typed : "");
      }
      show(request, frame(request).problems(e), fields);
    }
  }

  private void add(Context request, Map<String, String> fields) {
    receivers.add(
        Visitor.change(request),
        new ReceiverBook.Wish(
            fields.getOrDefault("name", ""),
            new Place(fields.getOrDefault("url", ""), fields.getOrDefault("secret", "")),
            fields.getOrDefault("write-key", ""),
            fields.getOrDefault("kinds", ReceiverBook.ALL)));
  }

  private void keepStep(Context request, Map<String, String> fields) {
    receivers.keep(
        Visitor.change(request),
        ChangeSettings.written(fields.getOrDefault("share", ""), fields.getOrDefault("least", "")));
  }

  private void change(Context request, Map<String, String> fields) {
    String name = request.pathParam("name");
    switch (request.pathParam("what")) {
      case "pause" -> receivers.pause(Visitor.change(request), name);
      case "resume" -> receivers.resume(Visitor.change(request), name);
      case "remove" -> receivers.remove(Visitor.change(request), name);
      default -> {
        String after = fields.getOrDefault("after", "");
        receivers.replay(
            Visitor.change(request),
            name,
            after.matches("[0-9]{1,18}") ? Long.parseLong(after) : -1);
      }
    }
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "changes", site.runs().latest());
  }

  private void show(Context request, List<String> problems, Map<String, String> fields) {
    List<ChangeLine> changes =
        store.read(in -> new Changes(in).newest(ChangesView.MOST)).stream()
            .map(ChangeLine::of)
            .toList();
    site.answer(
        request,
        "live/changes.jte",
        frame(request),
        new ChangesView(receivers.all(), receivers.step(), changes, problems, fields));
  }
}
