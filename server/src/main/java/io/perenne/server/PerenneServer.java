// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.account.Accounts;
import io.perenne.server.account.Change;
import io.perenne.server.account.Keys;
import io.perenne.server.account.Tokens;
import io.perenne.server.api.Api;
import io.perenne.server.api.ApiServices;
import io.perenne.server.http.Gate;
import io.perenne.server.http.MetricsRoute;
import io.perenne.server.http.WebApplication;
import io.perenne.server.mcp.McpEndpoint;
import io.perenne.server.metrics.Metrics;
import io.perenne.server.oidc.Door;
import io.perenne.server.oidc.OidcSignIns;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.settings.SavedRetention;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.Sources;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.StoreException;
import io.perenne.server.storage.Users;
import io.perenne.server.ui.Pages;
import io.perenne.server.ui.Services;
import io.perenne.server.ui.account.GuestPages;
import io.perenne.server.ui.account.OidcPages;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.upload.Upload;
import io.perenne.server.upload.UploadFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running server; closing it waits for the requests under way. */
public final class PerenneServer implements AutoCloseable {
  private static final String UPLOADS = "uploads";

  private final ServerOptions options;
  private final Store store;
  private final PublishedRuns runs;
  private final Background background;
  private final WebApplication http;
  private final Metrics metrics;
  private final Optional<String> entrance;

  private PerenneServer(
      ServerOptions options,
      Store store,
      PublishedRuns runs,
      Background background,
      WebApplication http,
      Metrics metrics,
      Optional<String> entrance) {
    this.options = options;
    this.store = store;
    this.runs = runs;
    this.background = background;
    this.http = http;
    this.metrics = metrics;
    this.entrance = entrance;
  }

  /**
   * Starts a server.
   *
   * @throws InputException if the port is taken, or the database cannot be used
   */
  public static PerenneServer start(ServerOptions options) {
    Store store = open(options);
    try {
      JobContext context = options.context();
      PublishedRuns runs = PublishedRuns.of(context.home(), context.resources());
      try {
        return start(options, store, runs, background(options, store, runs));
      } catch (RuntimeException e) {
        runs.close();
        throw e;
      }
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Background background(ServerOptions options, Store store, PublishedRuns runs) {
    return new Background(
        store,
        options.context(),
        new SavedRetention(options.retention(), store),
        settings(options, store),
        runs,
        options.collector(),
        options.kafka());
  }

  private static PerenneServer start(
      ServerOptions options, Store store, PublishedRuns runs, Background background) {
    try {
      PerenneServer server = listen(options, store, runs, background);
      background.start();
      return server;
    } catch (RuntimeException e) {
      background.close();
      throw e;
    }
  }

  private static PerenneServer listen(
      ServerOptions options, Store store, PublishedRuns runs, Background background) {
    JobContext context = options.context();
    Accounts accounts = new Accounts(store, context.clock(), context.random());
    Keys keys = new Keys(store, context.clock(), context.random());
    Site site = new Site(runs, options.basePath());
    Door door = door(options, store, accounts);
    List<PageGroup> pages =
        new ArrayList<>(
            Pages.all(
                site,
                new Services(
                    context,
                    store,
                    accounts,
                    door,
                    keys,
                    background.settings(),
                    background.queue(),
                    uploads(options, store),
                    new SavedRetention(options.retention(), store))));
    ApiServices services =
        new ApiServices(runs, context, store, background.settings(), background.queue());
    pages.add(new Api(services, options.basePath()));
    pages.add(new McpEndpoint(services));
    pages.add(background.live().collector());
    door.provider().ifPresent(each -> pages.add(new OidcPages(site, door, each)));
    Optional<String> entrance;
    if (options.guests()) {
      String secret = new Tokens(context.random()).next();
      pages.add(new GuestPages(site, accounts, secret));
      entrance = Optional.of("/enter/" + secret);
    } else {
      accounts.endGuests();
      entrance =
          door.passwords()
              ? accounts.firstLink().map(token -> "/welcome/" + token)
              : Optional.empty();
    }
    Metrics metrics = new Metrics(store, runs, context.home(), context.clock());
    background.live().measure(metrics);
    WebApplication http =
        WebApplication.start(
            options.host(),
            options.port(),
            new Gate(accounts.signIns(), keys, options.basePath()),
            options.access().proxies(),
            new MetricsRoute(metrics, options.access().scrapers(), options.basePath()),
            () -> answers(store),
            site,
            pages,
            List.of(background.live().collector()));
    return new PerenneServer(options, store, runs, background, http, metrics, entrance);
  }

  private static UploadFolder uploads(ServerOptions options, Store store) {
    JobContext context = options.context();
    UploadFolder uploads =
        new UploadFolder(
            context.home().resolve(UPLOADS),
            options.uploadLimit(),
            context.clock(),
            context.random());
    uploads.sweep();
    for (Upload each : uploads.recover()) {
      new Change(each.who(), Change.RESTART)
          .record(
              store,
              context.clock().instant(),
              "data.upload",
              each.name(),
              Optional.empty(),
              Optional.of(each.size() + " bytes"));
    }
    return uploads;
  }

  private static Door door(ServerOptions options, Store store, Accounts accounts) {
    JobContext context = options.context();
    return new Door(
        options
            .access()
            .oidc()
            .map(
                oidc ->
                    new OidcSignIns(
                        oidc,
                        context.secrets(),
                        store,
                        accounts.external(),
                        context.clock(),
                        context.random())),
        options.access().passwords(),
        options.access().publicAddress());
  }

  private static SettingsStore settings(ServerOptions options, Store store) {
    JobContext context = options.context();
    Sources sources = new Sources(context.home().resolve(UPLOADS), options.data());
    SettingsStore settings = new SettingsStore(context.home(), store, context.clock(), sources);
    settings.recover();
    return settings;
  }

  private static boolean answers(Store store) {
    try {
      store.read(in -> new Users(in).administrators());
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  private static Store open(ServerOptions options) {
    try {
      return Store.open(options.database(), options.context().clock());
    } catch (StoreException e) {
      throw new InputException(Problem.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Returns the port it listens on. */
  public int port() {
    return http.port();
  }

  /** Returns everything that can be asked for. */
  List<WebApplication.Route> routes() {
    return http.routes();
  }

  /** Returns the address of the first page. */
  public String address() {
    return address("/");
  }

  /**
   * Returns the link that lets a first person in: a guest, if the server was started for guests,
   * else whoever becomes the administrator; empty once there is one.
   */
  public Optional<String> entrance() {
    return entrance.map(this::address);
  }

  private String address(String path) {
    boolean everywhere = options.host().equals("0.0.0.0") || options.host().equals("::");
    String host = everywhere ? "localhost" : options.host();
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + written + ":" + port() + options.basePath() + path;
  }

  /** Waits until somebody closes the server. */
  public void join() throws InterruptedException {
    http.join();
  }

  @Override
  public void close() {
    background.retire();
    http.close();
    background.close();
    runs.close();
    store.close();
    metrics.close();
  }
}
