// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.analytics.InputException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Hashes of passwords: bcrypt (Provos and Mazières, 1999) at cost 12, a quarter of a second each.
 *
 * <p>No more than two are computed at once, so that a flood of sign-ins does not take the processor
 * from everybody else.
 */
final class Passwords {
  private static final int COST = 12;
  private static final int SALT_BYTES = 16;

  /** bcrypt reads no more bytes; a longer password would be cut without a word. */
  private static final int MOST_BYTES = 72;

  private static final int LEAST_LETTERS = 10;
  private static final int AT_ONCE = 2;

  private final RandomGenerator random;
  private final Semaphore computing = new Semaphore(AT_ONCE);
  private final String ofNobody;

  Passwords(RandomGenerator random) {
    this.random = random;
    this.ofNobody = hash("of nobody");
  }

  /**
   * Refuses a password that is too short, too long, or the name itself.
   *
   * @throws InputException with what to choose instead
   */
  static void require(String password, String name) {
    if (password.codePointCount(0, password.length()) < LEAST_LETTERS) {
      throw Words.refusal("password.short", LEAST_LETTERS);
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw Words.refusal("password.long", MOST_BYTES);
    }
    if (password.equalsIgnoreCase(name) || password.chars().distinct().count() < 4) {
      throw Words.refusal("password.easy");
    }
  }

  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    computing.acquireUninterruptibly();
    try {
      return OpenBSDBCrypt.generate(password.getBytes(StandardCharsets.UTF_8), salt, COST);
    } finally {
      computing.release();
    }
  }

  /** Returns whether a password is the one of a hash. */
  boolean matches(String password, String hash) {
    byte[] given = password.getBytes(StandardCharsets.UTF_8);
    if (given.length == 0 || given.length > MOST_BYTES) {
      return false;
    }
    computing.acquireUninterruptibly();
    try {
      return OpenBSDBCrypt.checkPassword(hash, given);
    } finally {
      computing.release();
    }
  }

  /** Takes as long as for somebody, so that the time does not tell which names exist. */
  void matchNobody(String password) {
    matches(password, ofNobody);
  }
}
