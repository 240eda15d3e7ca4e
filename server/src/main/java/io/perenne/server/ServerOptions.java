// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.storage.DatabaseAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param context the home it serves and what its jobs may use
 * @param host the address it listens on, such as {@code 127.0.0.1}
 * @param port the port; 0 for any free one
 * @param basePath what stands before every path behind a proxy, such as {@code /clv}; empty for
 *     none
 * @param database where users, keys and the record of changes are kept
 * @param data folders whose files pages may name as sources
 * @param guests whether a link lets in whoever has it, without a name: for a home that is only
 *     shown
 * @param uploadLimit the most bytes of a file that pages take
 * @param access how people reach the server and get in
 * @param retention which runs stay
 * @param collector how events are taken
 * @param kafka where else they come from, and where changes can go
 */
public record ServerOptions(
    JobContext context,
    String host,
    int port,
    String basePath,
    DatabaseAddress database,
    List<Path> data,
    boolean guests,
    long uploadLimit,
    AccessOptions access,
    RetentionRule retention,
    CollectorOptions collector,
    Optional<KafkaSettings> kafka) {
  /** The most bytes of a file that pages take, where nothing else was said. */
  public static final long UPLOAD_LIMIT = 5_000_000_000L;

  private static final int MOST_PORT = 65_535;

  /** Checks the numbers. */
  public ServerOptions {
    data = List.copyOf(data);
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("port is not in [0, 65535]: " + port);
    }
    if (uploadLimit < 1) {
      throw new IllegalArgumentException("uploadLimit is not >= 1: " + uploadLimit);
    }
    if (!isBasePath(basePath)) {
      throw new IllegalArgumentException("basePath is not a path such as /clv: " + basePath);
    }
  }

  /** Makes the options of a server that people reach themselves, with passwords. */
  public ServerOptions(
      JobContext context,
      String host,
      int port,
      String basePath,
      DatabaseAddress database,
      List<Path> data,
      boolean guests) {
    this(context, host, port, basePath, database, data, guests, UPLOAD_LIMIT);
  }

  /** Makes the options of a server that takes events as usual. */
  public ServerOptions(
      JobContext context,
      String host,
      int port,
      String basePath,
      DatabaseAddress database,
      List<Path> data,
      boolean guests,
      long uploadLimit,
      AccessOptions access,
      RetentionRule retention) {
    this(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        uploadLimit,
        access,
        retention,
        CollectorOptions.USUAL,
        Optional.empty());
  }

  /** Makes the options of a server with another limit of files. */
  public ServerOptions(
      JobContext context,
      String host,
      int port,
      String basePath,
      DatabaseAddress database,
      List<Path> data,
      boolean guests,
      long uploadLimit) {
    this(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        uploadLimit,
        AccessOptions.simple(),
        RetentionRule.ALL);
  }

  /** Makes the options of a server with the usual limit of files. */
  public ServerOptions(
      JobContext context,
      String host,
      int port,
      String basePath,
      DatabaseAddress database,
      List<Path> data,
      boolean guests,
      AccessOptions access) {
    this(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        UPLOAD_LIMIT,
        access,
        RetentionRule.ALL);
  }

  /** Returns the same options with another rule for runs. */
  public ServerOptions keeping(RetentionRule rule) {
    return new ServerOptions(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        uploadLimit,
        access,
        rule,
        collector,
        kafka);
  }

  /** Returns the same options with another way to take events. */
  public ServerOptions taking(CollectorOptions options) {
    return new ServerOptions(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        uploadLimit,
        access,
        retention,
        options,
        kafka);
  }

  /** Returns the same options with a Kafka. */
  public ServerOptions with(KafkaSettings settings) {
    return new ServerOptions(
        context,
        host,
        port,
        basePath,
        database,
        data,
        guests,
        uploadLimit,
        access,
        retention,
        collector,
        Optional.of(settings));
  }

  /** Returns whether a text can stand before every path: empty, or as in {@code /clv}. */
  public static boolean isBasePath(String text) {
    return text.matches("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");
  }

  /** Returns a path without the slashes at its end. */
  public static String withoutEnd(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
