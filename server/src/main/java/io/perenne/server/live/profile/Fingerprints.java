// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.Erasures;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Knows those who were erased again, without knowing who they are: of each identifier and each
 * message only an HMAC is kept, under a secret of this store.
 */
public final class Fingerprints {
  private static final String SECRET = "erasure.secret";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Transaction in;
  private final Instant now;
  private byte @Nullable [] secret;

  /**
   * Looks into a transaction.
   *
   * @param now when the secret is made if there is none
   */
  public Fingerprints(Transaction in, Instant now) {
    this.in = in;
    this.now = now;
  }

  /** Returns the fingerprint of an identifier in the form in which it is compared. */
  public String of(Identifier identifier) {
    return hash(identifier.type().length() + ":" + identifier);
  }

  /** Returns the fingerprint of the id of a message. */
  public String ofMessage(String messageId) {
    return hash("message " + messageId);
  }

  private String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret(), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      known = read();
      secret = known;
    }
    return known;
  }

  private byte[] read() {
    Optional<String> known = new Settings(in).find(SECRET);
    if (known.isPresent()) {
      return HexFormat.of().parseHex(known.get());
    }
    byte[] drawn = new byte[BYTES];
    new SecureRandom().nextBytes(drawn);
    new Settings(in).put(SECRET, HexFormat.of().formatHex(drawn), now);
    return drawn;
  }

  /**
   * Removes an event that was erased and comes again: a message of before, or one of somebody who
   * was erased since it happened. What somebody does afterwards is of a new person.
   */
  boolean leaveOut(Events.Stored event, Saying saying) {
    Erasures erasures = new Erasures(in);
    if (!erasures.isAny()) {
      return false;
    }
    Optional<Long> erasure =
        erasures
            .message(ofMessage(event.messageId()))
            .or(
                () ->
                    saying.identifiers().stream()
                        .flatMap(each -> erasures.identifier(of(each)).stream())
                        .filter(each -> !event.happened().isAfter(each.at()))
                        .map(Erasures.Erased::erasure)
                        .findFirst());
    erasure.ifPresent(
        id -> {
          new Events(in).remove(event.id());
          erasures.returned(id);
        });
    return erasure.isPresent();
  }
}
