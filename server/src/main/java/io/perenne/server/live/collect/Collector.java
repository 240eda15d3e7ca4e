// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.engage.event.EventType;
import io.perenne.server.live.collect.Counts.Refusal;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.intake.Outcome;
import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.live.source.KnownKeys;
import io.perenne.server.storage.EventSources.Source;
import io.perenne.server.storage.StoreException;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.DirectRequest;
import io.perenne.server.ui.frame.DirectRoute;
import io.perenne.server.ui.frame.PageGroup;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the tracking libraries that speak the protocol of Segment, RudderStack and
 * Jitsu. A request is answered with 200 once what it brought is safe from a power failure, and with
 * 429 or 503 if it should come again.
 */
public final class Collector implements PageGroup, DirectRoute {
  /** The most events of a batch. */
  static final int MOST_EVENTS = 2500;

  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Set<String> BATCHES = Set.of("batch", "b", "import");
  private static final String JSON = "application/json";
  private static final byte[] KEPT = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
  private static final int AT_ONCE = 160;
  private static final int BYTES_A_PERMIT = 1024;
  private static final int KILOBYTES_AT_ONCE = 16 * 1024;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_SLOW = 408;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final CollectorOptions options;
  private final KnownKeys keys;
  private final Intake intake;
  private final EventWriter writer;
  private final InstantSource clock;
  private final Counts counts;
  private final Body bodies;
  private final List<String> prefixes;
  private final Semaphore requests = new Semaphore(AT_ONCE);
  private final Semaphore kilobytes = new Semaphore(KILOBYTES_AT_ONCE);

  /** Makes a collector that writes to a store. */
  public Collector(
      CollectorOptions options,
      KnownKeys keys,
      Intake intake,
      EventWriter writer,
      InstantSource clock,
      Counts counts) {
    this.options = options;
    this.keys = keys;
    this.intake = intake;
    this.writer = writer;
    this.clock = clock;
    this.counts = counts;
    bodies = new Body(options.patience());
    prefixes = prefixes(options);
  }

  private static List<String> prefixes(CollectorOptions options) {
    List<String> all = new ArrayList<>(List.of("/v1", "/beacon/v1", "/api/s", "/api/s/s2s"));
    options
        .secondPath()
        .ifPresent(
            path -> {
              all.add(path);
              all.add(path + "/v1");
            });
    return List.copyOf(all);
  }

  /**
   * Calls of the protocol get here before any page does; what else is asked of its paths does not.
   */
  @Override
  public String template(String method, String path) {
    String bare = bare(path);
    int slash = bare.lastIndexOf('/');
    if (slash <= 0 || !method.equals("POST")) {
      return "";
    }
    String prefix = bare.substring(0, slash);
    String call = bare.substring(slash + 1);
    boolean known = BATCHES.contains(call) || EventType.of(call).isPresent();
    return known && prefixes.contains(prefix) ? prefix + "/{call}" : "";
  }

  private static String bare(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    for (String prefix : prefixes) {
      routes.post(prefix + "/{call}", Collector::refuseCall, Access.ANY_SITE);
      routes.options(prefix + "/{call}", Cors::allow, Access.ANY_SITE);
    }
    for (String prefix : prefixes) {
      if (!prefix.startsWith("/api") && !prefix.startsWith("/beacon")) {
        routes.get(prefix + "/pixel/{type}", this::pixel, Access.ANY_SITE);
        routes.get(prefix + "/projects/{key}/settings", this::settings, Access.ANY_SITE);
        routes.options(prefix + "/projects/{key}/settings", Cors::allow, Access.ANY_SITE);
      }
    }
  }

  private static void refuseCall(Context request) {
    Cors.add(request);
    String call = request.pathParam("call").replaceAll("[^\\w-]", "?");
    request.status(404).contentType(JSON).result(refusal("there is no call " + call));
  }

  @Override
  public void answer(DirectRequest request) {
    Cors.add(request.header("Origin"), request::answerHeader);
    String path = bare(request.path());
    Optional<EventType> type = EventType.of(path.substring(path.lastIndexOf('/') + 1));
    try {
      // who sends slowly takes the place of nobody who is ready to be kept
      byte[] body = bodies.read(request);
      answerLater(request, within(body.length, () -> keep(request, body, type)));
    } catch (RefusedException e) {
      refuse(request, e);
    } catch (OverloadedException e) {
      later(request, TOO_MANY, 1, Refusal.OVERLOAD);
    } catch (StoreException e) {
      fail(request, e);
    }
  }

  /** No thread waits until what a request brought is kept. */
  private void answerLater(DirectRequest request, CompletableFuture<List<Outcome>> kept) {
    CompletableFuture<?> unused =
        kept.whenComplete(
            (outcomes, failure) -> {
              if (failure == null) {
                counts.add(outcomes);
                request.answer(200, KEPT);
              } else {
                notKept(request, failure);
              }
            });
  }

  private void notKept(DirectRequest request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof OverloadedException) {
      later(request, TOO_MANY, 1, Refusal.OVERLOAD);
    } else if (cause instanceof StoreException store) {
      fail(request, store);
    } else {
      LOG.error("Events were not kept", cause);
      answer(request, 500, "this is a fault of Perenne");
    }
  }

  private void fail(DirectRequest request, StoreException failure) {
    LOG.error("Events were not kept: {}", failure.getMessage());
    later(request, UNAVAILABLE, 5, Refusal.STORE);
  }

  private interface Work {
    CompletableFuture<List<Outcome>> start() throws RefusedException, OverloadedException;
  }

  /** Holds back what is too much at once, or would not fit into memory together. */
  private CompletableFuture<List<Outcome>> within(int bytes, Work work)
      throws RefusedException, OverloadedException {
    int permits = 1 + bytes / BYTES_A_PERMIT;
    if (!requests.tryAcquire()) {
      throw new OverloadedException();
    }
    if (!kilobytes.tryAcquire(permits)) {
      requests.release();
      throw new OverloadedException();
    }
    boolean started = false;
    try {
      CompletableFuture<List<Outcome>> kept =
          work.start().whenComplete((outcomes, failure) -> release(permits));
      started = true;
      return kept;
    } finally {
      if (!started) {
        release(permits);
      }
    }
  }

  private void release(int permits) {
    kilobytes.release(permits);
    requests.release();
  }

  private CompletableFuture<List<Outcome>> keep(
      DirectRequest request, byte[] body, Optional<EventType> type)
      throws RefusedException, OverloadedException {
    Map<String, @Nullable Object> sent =
        Json.object(body)
            .orElseThrow(() -> new RefusedException(400, "the body is no JSON object"));
    if (Intake.messages(sent).size() > MOST_EVENTS) {
      throw new RefusedException(400, "a batch has at most " + MOST_EVENTS + " events");
    }
    Optional<Source> source = source(SentKey.of(request::header, request::query, sent));
    return source.isPresent()
        ? writer.keepLater(intake.read(sent, type, source.get().id(), clock.instant()))
        : CompletableFuture.completedFuture(List.of());
  }

  /** Returns the source of a key; empty if nothing is kept, and whoever sent it is not told. */
  private Optional<Source> source(Optional<String> key) throws RefusedException {
    Optional<Source> source = key.flatMap(keys::source);
    if (source.isEmpty()) {
      counts.add(Refusal.KEY);
      if (options.refuseUnknownKeys()) {
        throw new RefusedException(UNAUTHORIZED, "invalid write key");
      }
    } else if (source.get().disabled().isPresent()) {
      counts.add(Refusal.KEY);
      throw new RefusedException(404, "source is disabled");
    }
    return source;
  }

  private void refuse(DirectRequest request, RefusedException refusal) {
    if (refusal.status() == 400 || refusal.status() == TOO_SLOW) {
      counts.add(Refusal.FORM);
    }
    if (refusal.status() == TOO_SLOW) {
      request.answerHeader("Connection", "close");
    }
    answer(request, refusal.status(), String.valueOf(refusal.getMessage()));
  }

  private void later(DirectRequest request, int status, int seconds, Refusal why) {
    counts.add(why);
    request.answerHeader("Retry-After", Integer.toString(seconds));
    answer(request, status, "come again in " + seconds + " s");
  }

  private static void answer(DirectRequest request, int status, String message) {
    request.answer(status, refusal(message).getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String message) {
    return Json.text(Map.of("success", false, "message", message));
  }

  /** An image cannot be told anything: it is sent, whatever was in its address. */
  private void pixel(Context request) {
    Cors.add(request);
    try {
      Map<String, @Nullable Object> sent = Pixel.read(request);
      Optional<EventType> type = EventType.of(request.pathParam("type"));
      if (sent.isEmpty() || type.isEmpty()) {
        counts.add(Refusal.FORM);
      } else {
        Optional<Source> source =
            source(
                SentKey.of(
                    request::header, name -> Optional.ofNullable(request.queryParam(name)), sent));
        if (source.isPresent()) {
          counts.add(writer.keep(intake.read(sent, type, source.get().id(), clock.instant())));
        }
      }
    } catch (RefusedException e) {
      LOG.debug("An image was not counted: {}", e.getMessage());
    } catch (OverloadedException e) {
      counts.add(Refusal.OVERLOAD);
    } catch (StoreException e) {
      counts.add(Refusal.STORE);
      LOG.error("Events were not kept: {}", e.getMessage());
    }
    Pixel.answer(request);
  }

  private void settings(Context request) {
    Cors.add(request);
    String key = request.pathParam("key");
    boolean known = keys.source(key).filter(each -> each.disabled().isEmpty()).isPresent();
    if (known) {
      request.status(200).contentType(JSON).result(Json.text(ClientSettings.of(request, key)));
    } else {
      request.status(404).contentType(JSON).result(refusal("invalid write key"));
    }
  }
}
