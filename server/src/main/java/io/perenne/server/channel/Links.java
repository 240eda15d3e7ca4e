// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.server.account.Tokens;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The links in messages by which people say what may be sent. A token is the number of the message
 * and the first 128 bits of HMAC-SHA256 of it, under a key that only the store knows: it cannot be
 * guessed, and says nothing of the person.
 */
public final class Links {
  /** Where the pages of links are. */
  public static final String PATH = "/u/";

  private static final String SETTING = "message-links";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HALF = 32;
  private static final Pattern TOKEN = Pattern.compile("([0-9a-z]{1,12})-([0-9a-f]{32})");

  private final byte[] key;

  private Links(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the links of a store, whose key is made when it is asked for first. */
  public static Links of(Store store, RandomGenerator random, Instant now) {
    return store
        .<Optional<String>>read(in -> new Settings(in).find(SETTING))
        .map(Links::new)
        .orElseGet(() -> new Links(store.write(in -> make(in, random, now))));
  }

  /** Another server may have been faster. */
  private static String make(Transaction in, RandomGenerator random, Instant now) {
    Settings settings = new Settings(in);
    return settings
        .find(SETTING)
        .orElseGet(
            () -> {
              String key = new Tokens(random).next();
              settings.put(SETTING, key, now);
              return key;
            });
  }

  /** Returns the token of a message. */
  public String token(long message) {
    return Long.toString(message, Character.MAX_RADIX) + "-" + sign(message);
  }

  /** Returns the number of the message of a token; empty if we did not make the token. */
  public OptionalLong message(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(matcher.group(1), Character.MAX_RADIX);
    boolean ours =
        MessageDigest.isEqual(
            sign(number).getBytes(StandardCharsets.UTF_8),
            matcher.group(2).getBytes(StandardCharsets.UTF_8));
    return ours ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private String sign(long message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = mac.doFinal(("preferences:" + message).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signed).substring(0, HALF);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform provides " + ALGORITHM, e);
    }
  }
}
