// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Random secrets of 256 bits. They are kept as SHA-256 hashes: nobody guesses 256 bits, so a slow
 * hash would protect nothing, and a copy of the store lets nobody in.
 */
public final class Tokens {
  private static final int BYTES = 32;

  private final RandomGenerator random;

  /**
   * Makes a source.
   *
   * @param random cryptographically strong
   */
  public Tokens(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a new secret. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns what is kept of a secret. */
  public static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
