// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.account.Role;
import io.perenne.server.http.AddressRanges;
import io.perenne.server.kafka.KafkaClients;
import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.log.LogFormat;
import io.perenne.server.oidc.OidcSettings;
import io.perenne.server.options.Given;
import io.perenne.server.options.OptionSources;
import io.perenne.server.storage.DatabaseAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Makes the options of a server of what was given for each. */
public final class ServerOptionsReader {
  /** The options there are, without {@code home}, which says where the file of options is. */
  public static final Set<String> KNOWN =
      Set.of(
          "host",
          "port",
          "base-path",
          "database",
          "data",
          "upload-limit",
          "log",
          "keep-runs",
          "keep-monthly",
          "keep-size",
          "memory",
          "threads",
          "proxy",
          "public-url",
          "metrics-from",
          "password-sign-in",
          "oidc-issuer",
          "oidc-client-id",
          "oidc-secret",
          "oidc-scope",
          "oidc-groups-claim",
          "oidc-role",
          "oidc-name",
          "oidc-contact",
          "oidc-trust-email",
          "oidc-take-over",
          "collect-path",
          "refuse-unknown-keys",
          "kafka-servers",
          "kafka-properties",
          "kafka-topic",
          "kafka-source");

  /** Holds the secret itself where nothing says where else it is. */
  private static final String SECRET = "PERENNE_OIDC_CLIENT_SECRET";

  private static final int MOST_RUNS = 100_000;
  private static final int MOST_MONTHS = 1200;
  private static final int MOST_PORT = 65_535;
  private static final int USUAL_PORT = 8080;

  private final OptionSources sources;

  /** Reads from some sources. */
  public ServerOptionsReader(OptionSources sources) {
    this.sources = sources;
  }

  /**
   * Returns the options.
   *
   * @param uploadLimit the most bytes of a file that pages take
   * @param guests whether a link lets in whoever has it; then nobody signs in
   * @throws io.perenne.analytics.InputException if one cannot be used
   */
  public ServerOptions read(JobContext context, long uploadLimit, boolean guests) {
    Optional<Given> base = sources.find("base-path");
    String path = base.map(Given::text).map(ServerOptions::withoutEnd).orElse("");
    if (!ServerOptions.isBasePath(path)) {
      throw base.orElseThrow().refused("base-path");
    }
    return new ServerOptions(
        context,
        sources.text("host", "127.0.0.1"),
        sources.find("port").map(each -> each.number(0, MOST_PORT, "port")).orElse(USUAL_PORT),
        path,
        database(context.home()),
        sources.findAll("data").map(Given::texts).orElse(List.of()).stream().map(Path::of).toList(),
        guests,
        uploadLimit,
        guests ? AccessOptions.simple() : access(context),
        RetentionRule.ALL,
        collector(),
        guests ? Optional.empty() : kafka(context));
  }

  /**
   * Returns which runs stay.
   *
   * @param bytes what {@code keep-size} says, if it was given
   * @throws io.perenne.analytics.InputException if the rule cannot be
   */
  public RetentionRule retention(OptionalLong bytes) {
    return new RetentionRule(
        sources
            .find("keep-runs")
            .map(given -> OptionalInt.of(given.number(1, MOST_RUNS, "keep-runs")))
            .orElse(OptionalInt.empty()),
        sources
            .find("keep-monthly")
            .map(ServerOptionsReader::months)
            .orElse(RetentionRule.EVERY_MONTH),
        bytes);
  }

  private static int months(Given given) {
    return switch (given.text()) {
      case "true", "yes", "on" -> RetentionRule.EVERY_MONTH;
      case "false", "no", "off" -> 0;
      default -> given.number(1, MOST_MONTHS, "keep-monthly");
    };
  }

  /**
   * Returns how the log is written.
   *
   * @throws io.perenne.analytics.InputException if there is no such format
   */
  public LogFormat log() {
    return sources
        .find("log")
        .map(given -> LogFormat.of(given.text()).orElseThrow(() -> given.refused("log")))
        .orElse(LogFormat.TEXT);
  }

  private CollectorOptions collector() {
    Optional<Given> path = sources.find("collect-path");
    Optional<String> text = path.map(Given::text).map(ServerOptions::withoutEnd);
    if (text.filter(each -> !CollectorOptions.isPath(each)).isPresent()) {
      throw path.orElseThrow().refused("collect-path");
    }
    return new CollectorOptions(text, sources.flag("refuse-unknown-keys", true));
  }

  private Optional<KafkaSettings> kafka(JobContext context) {
    Optional<Given> servers = sources.findAll("kafka-servers");
    Optional<Given> topics = sources.findAll("kafka-topic");
    Optional<Given> source = sources.find("kafka-source");
    Optional<Given> file = sources.find("kafka-properties");
    if (servers.isEmpty()) {
      for (Optional<Given> each : List.of(topics, source, file)) {
        if (each.isPresent()) {
          throw each.get().refused("kafka-servers");
        }
      }
      return Optional.empty();
    }
    List<String> addresses =
        servers.get().texts().stream()
            .flatMap(each -> Arrays.stream(each.split(",", -1)))
            .map(String::strip)
            .toList();
    if (!addresses.stream().allMatch(KafkaSettings::isServer)) {
      throw servers.get().refused("kafka-servers");
    }
    List<String> names = topics.map(Given::texts).orElse(List.of());
    if (!names.stream().allMatch(KafkaSettings::isTopic)) {
      throw topics.orElseThrow().refused("kafka-topic");
    }
    if (!names.isEmpty() && source.isEmpty()) {
      throw topics.orElseThrow().refused("kafka-source");
    }
    KafkaSettings settings =
        new KafkaSettings(
            String.join(",", addresses),
            names,
            source.map(Given::text).orElse(""),
            file.map(given -> KafkaSettings.read(Path.of(given.text()))).orElse(Map.of()));
    new KafkaClients(settings, context.secrets()).check();
    return Optional.of(settings);
  }

  /** Returns where what is not in files is kept. */
  DatabaseAddress database(Path home) {
    Optional<Given> given = sources.find("database");
    if (given.isEmpty()) {
      return DatabaseAddress.inHome(home);
    }
    try {
      return DatabaseAddress.postgresql(given.get().text(), home);
    } catch (IllegalArgumentException e) {
      throw given.get().refused("database", given.get().text().replaceAll("[?].*|//[^/]*@", "…"));
    }
  }

  private AccessOptions access(JobContext context) {
    return new AccessOptions(
        sources.flag("password-sign-in", true),
        sources.find("oidc-issuer").map(issuer -> oidc(issuer, context)),
        sources
            .find("public-url")
            .map(Given::address)
            .map(address -> URI.create(ServerOptions.withoutEnd(address.toString()))),
        ranges("proxy"),
        ranges("metrics-from"));
  }

  private AddressRanges ranges(String option) {
    Optional<Given> given = sources.findAll(option);
    try {
      return given.map(each -> AddressRanges.of(each.texts())).orElse(AddressRanges.NONE);
    } catch (IllegalArgumentException e) {
      throw given.orElseThrow().refused("range", String.valueOf(e.getMessage()));
    }
  }

  private OidcSettings oidc(Given issuer, JobContext context) {
    URI address = issuer.address();
    return new OidcSettings(
        address,
        sources.find("oidc-client-id").map(Given::text).orElseThrow(() -> issuer.refused("client")),
        secret(context.secrets().environment()),
        sources.findAll("oidc-scope").map(Given::texts).orElse(List.of("email", "profile")),
        sources.text("oidc-groups-claim", "groups"),
        roles(),
        sources.text("oidc-name", address.getHost()),
        sources.text("oidc-contact", ""),
        sources.flag("oidc-trust-email", false),
        sources.flag("oidc-take-over", false));
  }

  /** A secret itself, given by mistake, is not repeated. */
  private Optional<Secret> secret(Map<String, String> environment) {
    Optional<Given> given = sources.find("oidc-secret");
    if (given.isEmpty()) {
      return environment.containsKey(SECRET)
          ? Optional.of(Secret.parse("env:" + SECRET))
          : Optional.empty();
    }
    try {
      String reference = given.get().text();
      if (reference.equals("prompt")) {
        throw given.get().refused("secret");
      }
      return Optional.of(Secret.parse(reference));
    } catch (IllegalArgumentException e) {
      throw given.get().refused("secret", "…");
    }
  }

  private Map<String, Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    sources
        .findAll("oidc-role")
        .ifPresent(
            given ->
                given
                    .texts()
                    .forEach(
                        text -> {
                          int equals = text.lastIndexOf('=');
                          Role role =
                              Role.of(text.substring(equals + 1).strip())
                                  .filter(each -> equals > 0)
                                  .orElseThrow(() -> given.refused("role", text));
                          roles.put(text.substring(0, equals).strip(), role);
                        }));
    return roles;
  }
}
