// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.messages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.engage.decision.Channel;
import io.perenne.server.account.Change;
import io.perenne.server.channel.MessageBook;
import io.perenne.server.storage.Messages;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.CsvTable;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages to customers, {@code /messages}, and the lists of tasks, {@code /tasks/{list}}. */
public final class MessagesPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(MessagesPages.class);
  private static final String PATH = "/messages";
  private static final String TASKS = "/tasks/{list}";

  private final Site site;
  private final MessageBook book;

  /** Makes the pages of a site. */
  public MessagesPages(Site site, MessageBook book) {
    this.site = site;
    this.book = book;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, request -> show(request, List.of()), Access.CUSTOMERS);
    routes.post(PATH + "/{id}/again", again(), Access.RUN, Access.CUSTOMERS);
    routes.post(PATH + "/{id}/left", left(), Access.RUN, Access.CUSTOMERS);
    routes.post(PATH + "/channel/{channel}/{what}", this::channel, Access.RUN, Access.CUSTOMERS);
    routes.get(TASKS + ".csv", this::csv, Access.CUSTOMERS);
    routes.get(TASKS, request -> tasks(request, List.of()), Access.CUSTOMERS);
    routes.post("/tasks/{list}/{id}", this::result, Access.RUN, Access.CUSTOMERS);
  }

  private Frame frame(Context request) {
    return site.frame(request, TEXTS, "messages", site.runs().latest());
  }

  private void show(Context request, List<String> problems) {
    String asked = Optional.ofNullable(request.queryParam("state")).orElse("");
    String state = Messages.STATES.contains(asked) ? asked : "";
    Frame frame = frame(request);
    List<String> all = new ArrayList<>(problems);
    book.fault().map(frame::problems).ifPresent(all::addAll);
    site.answer(
        request,
        "messages/messages.jte",
        frame,
        new MessagesView(
            book.channels(),
            book.testTo().orElse(""),
            state,
            book.newest(state, "", MessagesView.MOST),
            all));
  }

  /** Changes one message. */
  private interface Step {
    void done(Change by, long id);
  }

  private Handler again() {
    return request -> change(request, book::resend);
  }

  private Handler left() {
    return request -> change(request, book::settle);
  }

  private void change(Context request, Step step) {
    try {
      step.done(Visitor.change(request), id(request));
      site.redirect(request, PATH);
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(request, frame(request).problems(e));
    }
  }

  private static long id(Context request) {
    String id = request.pathParam("id");
    if (!id.matches("[0-9]{1,18}")) {
      throw new NotFoundResponse();
    }
    return Long.parseLong(id);
  }

  private void channel(Context request) {
    String channel = request.pathParam("channel");
    if (Channel.find(channel).isEmpty()) {
      throw new NotFoundResponse();
    }
    if (request.pathParam("what").equals("pause")) {
      book.pause(Visitor.change(request), channel);
    } else {
      book.resume(Visitor.change(request), channel);
    }
    site.redirect(request, PATH);
  }

  private static String list(Context request) {
    String list = request.pathParam("list");
    if (!list.equals(Channel.CALL.code()) && !list.equals(Channel.STORE.code())) {
      throw new NotFoundResponse();
    }
    return list;
  }

  private void tasks(Context request, List<String> problems) {
    String list = list(request);
    site.answer(
        request,
        "messages/tasks.jte",
        frame(request),
        new TasksView(list, book.tasks(list, TasksView.MOST), problems));
  }

  private void result(Context request) {
    String list = list(request);
    String result = Optional.ofNullable(request.formParam("result")).orElse("");
    try {
      book.result(Visitor.change(request), id(request), result);
      site.redirect(request, "/tasks/" + list);
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      tasks(request, frame(request).problems(e));
    }
  }

  private void csv(Context request) {
    String list = list(request);
    CsvTable table =
        new CsvTable("id", "person", "phone", "action", "why", "say", "offer", "avoid", "until");
    book.tasks(list, Integer.MAX_VALUE)
        .forEach(
            each ->
                table.row(
                    each.message().id(),
                    each.message().order().person(),
                    each.phone(),
                    each.message().order().action(),
                    each.text("why"),
                    each.text("say"),
                    each.text("offer"),
                    each.text("avoid"),
                    each.message().order().expires()));
    table.answer(request, "tasks-" + list + ".csv");
  }
}
