// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.server.account.ExternalUsers;
import io.perenne.server.account.ExternalUsers.Arrival;
import io.perenne.server.account.Role;
import io.perenne.server.account.Tokens;
import io.perenne.server.storage.Identities.Identity;
import io.perenne.server.storage.SignInAttempts;
import io.perenne.server.storage.SignInAttempts.Attempt;
import io.perenne.server.storage.Store;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in with OpenID Connect: the authorization code flow with PKCE. What ties an answer
 * of the provider to the browser that asked is kept in the store, works once and for ten minutes.
 */
public final class OidcSignIns {
  private static final Logger LOG = LoggerFactory.getLogger(OidcSignIns.class);
  private static final Duration ATTEMPTS_LAST = Duration.ofMinutes(10);

  private final OidcSettings settings;
  private final Provider provider;
  private final Store store;
  private final ExternalUsers users;
  private final InstantSource clock;
  private final Tokens tokens;

  /**
   * Makes the door.
   *
   * @param random cryptographically strong
   * @throws io.perenne.analytics.InputException if the secret is not where it should be
   */
  public OidcSignIns(
      OidcSettings settings,
      Secret.Sources secrets,
      Store store,
      ExternalUsers users,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.provider = new Provider(settings, secrets, clock);
    provider.requireSecret();
    this.store = store;
    this.users = users;
    this.clock = clock;
    this.tokens = new Tokens(random);
  }

  /** Returns what people call the provider. */
  public String name() {
    return settings.name();
  }

  /** Returns whom to ask for access; empty to say it in general. */
  public String contact() {
    return settings.contact();
  }

  /** How a step ends. */
  public sealed interface Outcome {
    /**
     * The browser is sent to the provider.
     *
     * @param to where
     * @param browser what the browser keeps until it is back
     */
    record Sent(URI to, String browser) implements Outcome {
      @Override
      public String toString() {
        return "Sent";
      }
    }

    /**
     * Somebody is in.
     *
     * @param token what the browser keeps
     * @param destination the path the person wanted to see
     */
    record Entered(String token, String destination) implements Outcome {
      @Override
      public String toString() {
        return "Entered";
      }
    }

    /**
     * Nobody is in.
     *
     * @param why the reason
     */
    record Refused(Refusal why) implements Outcome {}
  }

  /**
   * Begins.
   *
   * @param answerTo the address the provider sends the browser back to
   * @param destination the path the person wants to see
   */
  public Outcome begin(URI answerTo, String destination) {
    String state = tokens.next();
    String browser = tokens.next();
    String nonce = tokens.next();
    String verifier = tokens.next();
    try {
      URI to =
          provider.address(
              new State(state), new Nonce(nonce), new CodeVerifier(verifier), answerTo);
      store.write(
          in -> {
            SignInAttempts attempts = new SignInAttempts(in);
            attempts.forget(clock.instant().minus(ATTEMPTS_LAST));
            attempts.add(
                new Attempt(
                    Tokens.hash(state),
                    Tokens.hash(browser),
                    nonce,
                    verifier,
                    answerTo.toString(),
                    destination,
                    clock.instant()));
            return true;
          });
      return new Outcome.Sent(to, browser);
    } catch (RefusedException e) {
      return refused(e);
    }
  }

  /**
   * What a browser brings back from the provider.
   *
   * @param state what it was sent with
   * @param code what a token is given for; empty if the provider declined
   * @param issuer who answers; empty if the provider does not say
   * @param error why the provider declined; empty if it did not
   * @param browser what the browser has kept
   */
  public record Answer(
      String state,
      Optional<String> code,
      Optional<String> issuer,
      Optional<String> error,
      Optional<String> browser) {
    /** Returns nothing that is secret. */
    @Override
    public String toString() {
      return "Answer";
    }
  }

  /**
   * Ends what was begun.
   *
   * @param language of the reader, for a new user
   * @param origin the address of the request
   */
  public Outcome finish(Answer answer, String language, String origin) {
    try {
      Attempt attempt = attempt(answer);
      if (answer.code().isEmpty()) {
        throw new RefusedException(
            Refusal.DECLINED,
            "the provider declined: "
                + answer.error().filter(OidcSignIns::isCode).orElse("no code"),
            null);
      }
      Person person =
          provider.exchange(
              answer.code().get(),
              new CodeVerifier(attempt.verifier()),
              new Nonce(attempt.nonce()),
              URI.create(attempt.answerTo()));
      return new Outcome.Entered(enter(person, language, origin), attempt.destination());
    } catch (RefusedException e) {
      return refused(e);
    }
  }

  /** Anybody can write into the address that a browser is sent back to. */
  private static boolean isCode(String error) {
    return error.matches("[a-z_]{1,60}");
  }

  private Attempt attempt(Answer answer) throws RefusedException {
    Optional<Attempt> found =
        store
            .write(in -> new SignInAttempts(in).take(Tokens.hash(answer.state())))
            .filter(each -> each.created().plus(ATTEMPTS_LAST).isAfter(clock.instant()))
            .filter(
                each ->
                    answer
                        .browser()
                        .map(Tokens::hash)
                        .filter(each.browserHash()::equals)
                        .isPresent());
    if (found.isEmpty()) {
      throw new RefusedException(Refusal.STALE, "this attempt was not begun here", null);
    }
    if (!answer.issuer().map(settings.issuer().toString()::equals).orElse(true)) {
      throw new RefusedException(Refusal.TOKEN, "another provider answers", null);
    }
    return found.get();
  }

  private String enter(Person person, String language, String origin) throws RefusedException {
    Identity identity = new Identity(settings.issuer().toString(), person.subject());
    Optional<Role> role = settings.role(person.groups(settings.groupsClaim()));
    if (role.isEmpty()) {
      users.shutOut(identity);
      throw new RefusedException(
          Refusal.GROUP, "no group of subject " + person + " has a role", null);
    }
    ExternalUsers.Outcome outcome =
        users.enter(
            new Arrival(
                identity,
                person.address(settings.trustsAddresses()),
                role.get(),
                language,
                person.idToken(),
                settings.takesOver() && person.vouchedFor()),
            origin);
    if (outcome instanceof ExternalUsers.Outcome.Entered entered) {
      return entered.token();
    }
    ExternalUsers.Reason reason = ((ExternalUsers.Outcome.Refused) outcome).why();
    throw new RefusedException(
        switch (reason) {
          case NO_ADDRESS -> Refusal.ADDRESS;
          case ADDRESS_TAKEN -> Refusal.TAKEN;
          case DISABLED -> Refusal.DISABLED;
        },
        "subject " + person + " is not let in: " + reason,
        null);
  }

  private static Outcome refused(RefusedException e) {
    Throwable cause = e.getCause();
    LOG.warn(
        "Sign-in refused: {}{}",
        e.getMessage(),
        cause == null ? "" : " (" + cause.getMessage() + ")");
    return new Outcome.Refused(e.why());
  }

  /**
   * Returns where a browser is sent to end the session at the provider too.
   *
   * @param idToken what the provider said when the session began
   * @param back where the provider sends it afterwards
   */
  public Optional<URI> farewell(String idToken, URI back) {
    return provider.farewell(idToken, back);
  }
}
