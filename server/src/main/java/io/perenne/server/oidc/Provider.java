// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of a provider, and what of its answers is believed. */
final class Provider {
  private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();
  private static final int MOST_BYTES = 1 << 20;
  private static final int CLOCK_SKEW = 60;
  private static final Duration DESCRIPTION_LASTS = Duration.ofHours(1);

  private final OidcSettings settings;
  private final Secret.Sources secrets;
  private final InstantSource clock;
  private @Nullable Description description;

  Provider(OidcSettings settings, Secret.Sources secrets, InstantSource clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Says at the start, not when the first person comes, that the secret is missing. */
  void requireSecret() {
    try {
      secret();
    } catch (DeliveryFailedException e) {
      throw Words.refusal("secret.missing", settings.secret().map(Object::toString).orElse(""));
    }
  }

  private Optional<com.nimbusds.oauth2.sdk.auth.Secret> secret() {
    return settings
        .secret()
        .map(where -> where.reveal(Words.message("secret"), secrets))
        .map(com.nimbusds.oauth2.sdk.auth.Secret::new);
  }

  /** What the provider says of itself. */
  private record Description(
      OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant read) {}

  private synchronized Description description() throws RefusedException {
    Instant now = clock.instant();
    Description known = description;
    if (known == null || known.read().plus(DESCRIPTION_LASTS).isBefore(now)) {
      known = describe(now);
      description = known;
    }
    return known;
  }

  private Description describe(Instant now) throws RefusedException {
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(
              new Issuer(settings.issuer()), PATIENCE, PATIENCE); // refuses another issuer's
      requireSafe(metadata.getAuthorizationEndpointURI());
      requireSafe(metadata.getTokenEndpointURI());
      requireSafe(metadata.getJWKSetURI());
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(PATIENCE, PATIENCE, MOST_BYTES))
              .refreshAheadCache(false)
              .retrying(true)
              .build();
      return new Description(metadata, keys, now);
    } catch (GeneralException | MalformedURLException e) {
      throw down("the description of the provider cannot be used", e);
    } catch (IOException e) {
      throw down("the provider does not answer", e);
    }
  }

  private void requireSafe(@Nullable URI endpoint) throws RefusedException {
    if (endpoint == null || !OidcSettings.isSafe(endpoint)) {
      throw down("the provider names an address that is not encrypted, or none", null);
    }
  }

  private RefusedException down(String what, @Nullable Exception cause) {
    return new RefusedException(Refusal.DOWN, what + ": " + settings.issuer(), cause);
  }

  /** Returns where a browser is sent to. */
  URI address(State state, Nonce nonce, CodeVerifier verifier, URI answerTo)
      throws RefusedException {
    Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(settings.scopes());
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope(scopes.toArray(String[]::new)),
            new ClientID(settings.clientId()),
            answerTo)
        .endpointURI(description().metadata().getAuthorizationEndpointURI())
        .state(state)
        .nonce(nonce)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Returns who is behind a code. */
  Person exchange(String code, CodeVerifier verifier, Nonce nonce, URI answerTo)
      throws RefusedException {
    Description known = description();
    OIDCTokens tokens =
        tokens(
            known.metadata(),
            new AuthorizationCodeGrant(new AuthorizationCode(code), answerTo, verifier));
    JWT token = tokens.getIDToken();
    IDTokenClaimsSet claims = validate(known, token, nonce);
    String subject = claims.getSubject().getValue();
    Map<String, Object> all = new HashMap<>(claims.toJSONObject());
    Person person = new Person(subject, all, token.serialize());
    if (person.groups(settings.groupsClaim()).isEmpty() || !all.containsKey("email")) {
      moreClaims(known.metadata(), tokens.getAccessToken(), subject).forEach(all::putIfAbsent);
      person = new Person(subject, all, token.serialize());
    }
    return person;
  }

  private OIDCTokens tokens(OIDCProviderMetadata metadata, AuthorizationGrant grant)
      throws RefusedException {
    try {
      Optional<ClientAuthentication> authentication = authentication(metadata);
      URI endpoint = metadata.getTokenEndpointURI();
      TokenRequest request =
          authentication.isPresent()
              ? new TokenRequest.Builder(endpoint, authentication.get(), grant).build()
              : new TokenRequest.Builder(endpoint, new ClientID(settings.clientId()), grant)
                  .build();
      TokenResponse answer = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
      if (!answer.indicatesSuccess()) {
        throw new RefusedException(
            Refusal.TOKEN,
            "the provider does not accept the code: "
                + answer.toErrorResponse().getErrorObject().getCode(),
            null);
      }
      return ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
    } catch (DeliveryFailedException e) {
      throw new RefusedException(Refusal.DOWN, "the client secret is not there", null);
    } catch (ParseException e) {
      throw new RefusedException(Refusal.TOKEN, "the provider sends no token", e);
    } catch (IOException e) {
      throw down("the provider does not answer", e);
    }
  }

  private Optional<ClientAuthentication> authentication(OIDCProviderMetadata metadata) {
    List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
    boolean basic = ways == null || ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    ClientID client = new ClientID(settings.clientId());
    return secret()
        .map(
            secret ->
                basic
                    ? new ClientSecretBasic(client, secret)
                    : new ClientSecretPost(client, secret));
  }

  private static HTTPResponse send(HTTPRequest request) throws IOException {
    request.setConnectTimeout(PATIENCE);
    request.setReadTimeout(PATIENCE);
    request.setFollowRedirects(false);
    return request.send();
  }

  /** Signed by a key of the provider, for us, now, and in answer to what we asked. */
  private IDTokenClaimsSet validate(Description known, JWT token, Nonce nonce)
      throws RefusedException {
    IDTokenValidator validator =
        new IDTokenValidator(
            new Issuer(settings.issuer()),
            new ClientID(settings.clientId()),
            new JWSVerificationKeySelector<>(algorithms(known.metadata()), known.keys()),
            null);
    validator.setMaxClockSkew(CLOCK_SKEW);
    try {
      return validator.validate(token, nonce);
    } catch (JWKSetUnavailableException e) {
      throw down("the keys of the provider cannot be read", e);
    } catch (BadJOSEException | JOSEException e) {
      throw new RefusedException(Refusal.TOKEN, "the token is not believed", e);
    }
  }

  /** Those with two keys that the provider uses; a shared key, or none, proves nothing here. */
  private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) {
    List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
    Set<JWSAlgorithm> used =
        offered == null
            ? Set.of()
            : offered.stream()
                .filter(JWSAlgorithm.Family.SIGNATURE::contains)
                .collect(Collectors.toSet());
    return used.isEmpty() ? Set.of(JWSAlgorithm.RS256) : used;
  }

  /** Asks for what the token leaves out; some providers put groups only there. */
  private Map<String, Object> moreClaims(
      OIDCProviderMetadata metadata, AccessToken token, String subject) throws RefusedException {
    URI endpoint = metadata.getUserInfoEndpointURI();
    if (endpoint == null || !OidcSettings.isSafe(endpoint)) {
      return Map.of();
    }
    try {
      UserInfoResponse answer =
          UserInfoResponse.parse(send(new UserInfoRequest(endpoint, token).toHTTPRequest()));
      if (!answer.indicatesSuccess()
          || answer.toSuccessResponse().getUserInfo() == null
          || !subject.equals(answer.toSuccessResponse().getUserInfo().getSubject().getValue())) {
        return Map.of();
      }
      return answer.toSuccessResponse().getUserInfo().toJSONObject();
    } catch (ParseException e) {
      return Map.of();
    } catch (IOException e) {
      throw down("the provider does not answer", e);
    }
  }

  /** Returns where a browser is sent to end the session at the provider; empty if it has no way. */
  Optional<URI> farewell(String idToken, URI back) {
    try {
      URI endpoint = description().metadata().getEndSessionEndpointURI();
      return endpoint == null || !OidcSettings.isSafe(endpoint)
          ? Optional.empty()
          : Optional.of(
              new LogoutRequest(endpoint, com.nimbusds.jwt.JWTParser.parse(idToken), back, null)
                  .toURI());
    } catch (RefusedException | java.text.ParseException e) {
      return Optional.empty(); // the session here has ended anyway
    }
  }
}
