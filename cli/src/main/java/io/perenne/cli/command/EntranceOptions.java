// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How people reach a server and get in. */
final class EntranceOptions {
  @Option(
      names = "--proxy",
      paramLabel = "ADDRESS",
      description =
          "A proxy, or a range such as 10.0.0.0/8, whose Forwarded or X-Forwarded-… headers are"
              + " believed. May be repeated. Default: none.")
  private List<String> proxy = List.of();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where browsers find the server, with its base path. Default: what they ask for.")
  private @Nullable String publicUrl;

  @Option(
      names = "--metrics-from",
      paramLabel = "ADDRESS",
      description =
          "An address, or a range, that may read /metrics without a key. May be repeated. Default:"
              + " none.")
  private List<String> metricsFrom = List.of();

  @Option(
      names = "--password-sign-in",
      paramLabel = "true|false",
      description = "Whether people may sign in with a password. Default: true.")
  private @Nullable String passwordSignIn;

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "An OpenID Connect provider to sign in with, such as https://id.shop.example/realms/shop.")
  private @Nullable String issuer;

  @Option(
      names = "--oidc-client-id",
      paramLabel = "NAME",
      description = "The name by which the provider knows this server.")
  private @Nullable String clientId;

  @Option(
      names = "--oidc-secret",
      paramLabel = "REF",
      description =
          "Where the client secret is: env:NAME or file:PATH. Default:"
              + " env:PERENNE_OIDC_CLIENT_SECRET, if there is such a variable.")
  private @Nullable String secret;

  @Option(
      names = "--oidc-scope",
      paramLabel = "NAME",
      description = "What is asked for beside openid. May be repeated. Default: email, profile.")
  private List<String> scope = List.of();

  @Option(
      names = "--oidc-groups-claim",
      paramLabel = "NAME",
      description = "The claim that lists groups, as realm_access.roles. Default: groups.")
  private @Nullable String groupsClaim;

  @Option(
      names = "--oidc-role",
      paramLabel = "GROUP=ROLE",
      description = "The role of a group: viewer, operator or admin. Repeat it for each group.")
  private List<String> role = List.of();

  @Option(
      names = "--oidc-name",
      paramLabel = "TEXT",
      description = "What people call the provider. Default: its host.")
  private @Nullable String name;

  @Option(
      names = "--oidc-contact",
      paramLabel = "TEXT",
      description = "Whom to ask for access, shown to those whom no group lets in.")
  private @Nullable String contact;

  @Option(
      names = "--oidc-trust-email",
      paramLabel = "true|false",
      description =
          "Whether an e-mail address is believed though the provider does not say that it is"
              + " verified. Default: false.")
  private @Nullable String trustEmail;

  @Option(
      names = "--oidc-take-over",
      paramLabel = "true|false",
      description =
          "Whether a user with a password becomes the person of the same verified address."
              + " Default: false.")
  private @Nullable String takeOver;

  @Option(
      names = "--collect-path",
      paramLabel = "/PATH",
      description =
          "A second path for events beside /v1, such as /px, which no ad blocker knows. Default:"
              + " none.")
  private @Nullable String collectPath;

  @Option(
      names = "--refuse-unknown-keys",
      paramLabel = "true|false",
      description =
          "Whether events with an unknown write key are answered with 401. Default: true; false"
              + " answers 200, as Segment does, and keeps nothing.")
  private @Nullable String refuseUnknownKeys;

  /** Returns what was given on the command line, by option. */
  Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    given.put("proxy", proxy);
    ServeOptions.put(given, "public-url", publicUrl);
    given.put("metrics-from", metricsFrom);
    ServeOptions.put(given, "password-sign-in", passwordSignIn);
    ServeOptions.put(given, "oidc-issuer", issuer);
    ServeOptions.put(given, "oidc-client-id", clientId);
    ServeOptions.put(given, "oidc-secret", secret);
    given.put("oidc-scope", scope);
    ServeOptions.put(given, "oidc-groups-claim", groupsClaim);
    given.put("oidc-role", role);
    ServeOptions.put(given, "oidc-name", name);
    ServeOptions.put(given, "oidc-contact", contact);
    ServeOptions.put(given, "oidc-trust-email", trustEmail);
    ServeOptions.put(given, "oidc-take-over", takeOver);
    ServeOptions.put(given, "collect-path", collectPath);
    ServeOptions.put(given, "refuse-unknown-keys", refuseUnknownKeys);
    return given;
  }
}
