// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A home with runs on real orders, a server over it, and a browser without pictures. */
final class ServedHome implements AutoCloseable {
  /** The orders of UCI Online Retail, which the demo carries. */
  static final Path ORDERS =
      Path.of("../cli/src/main/resources/io/perenne/cli/demo/online_retail_orders.csv.gz");

  private final JobContext context;
  private final PerenneServer server;
  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String cookie;

  ServedHome(Path home, String basePath) throws IOException {
    context = context(home);
    base = basePath;
    server = PerenneServer.start(options(context, 0, basePath));
    HttpResponse<String> entered = send(server.entrance().orElseThrow(), Map.of());
    cookie =
        entered.headers().allValues("Set-Cookie").stream()
            .map(each -> each.split(";", 2)[0])
            .findFirst()
            .orElseThrow();
  }

  /** Returns how a server for guests is started. */
  static ServerOptions options(JobContext context, int port, String basePath) {
    return new ServerOptions(
        context,
        "127.0.0.1",
        port,
        basePath,
        DatabaseAddress.inHome(context.home()),
        List.of(),
        true);
  }

  /** Returns what jobs on a home may use in tests. */
  static JobContext context(Path home) {
    return context(home, InstantSource.system());
  }

  /** Returns the same by another clock. */
  static JobContext context(Path home, InstantSource clock) {
    return new JobContext(
        home,
        new Secret.Sources(Map.of(), name -> Optional.empty()),
        clock,
        new SecureRandom(),
        Resources.ofMachine().withMemoryBytes(Resources.LEAST_MEMORY),
        JobListener.SILENT);
  }

  /** Publishes a run of files up to a day. */
  static RunDocument run(Path home, RunConfiguration configuration, String day, Path... files) {
    RunRequest request =
        new RunRequest(
            new TransactionInput(
                List.of(files).stream().map(Path::toString).toList(),
                ColumnMapping.none(),
                configuration),
            List.of(),
            Optional.of(LocalDate.parse(day)),
            home,
            Optional.empty());
    return Jobs.of(context(home)).call(new Run(request));
  }

  JobContext context() {
    return context;
  }

  PerenneServer server() {
    return server;
  }

  /** Asks for a path as whoever has opened the link. */
  HttpResponse<String> get(String path) throws IOException {
    return get(path, Map.of());
  }

  /** Asks for a path with more headers. */
  HttpResponse<String> get(String path, Map<String, String> headers) throws IOException {
    Map<String, String> all = new java.util.TreeMap<>(headers);
    all.merge("Cookie", cookie, (more, session) -> session + "; " + more);
    return stranger(path, all);
  }

  /** Asks for a path without having opened the link. */
  HttpResponse<String> stranger(String path, Map<String, String> headers) throws IOException {
    return send("http://127.0.0.1:" + server.port() + base + path, headers);
  }

  private HttpResponse<String> send(String address, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
