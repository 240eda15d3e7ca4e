// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash of customer ids that spreads them over the arms: the first eight bytes, big-endian and
 * unsigned, of HMAC-SHA256 with the salt as key and the id as message, both in UTF-8.
 *
 * <p>Not safe for use by two threads at once; make one for each batch with {@link
 * ControlGroup#newHash}.
 */
public final class AssignmentHash {
  /** The number of buckets of {@link #bucket}. */
  public static final int BUCKETS = 10_000;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  private AssignmentHash(Mac mac) {
    this.mac = mac;
  }

  static AssignmentHash of(String salt) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt.getBytes(UTF_8), ALGORITHM));
      return new AssignmentHash(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform provides " + ALGORITHM, e);
    }
  }

  /** Returns the hash of a customer id; all 64 bits are unsigned. */
  public long of64(String customerId) {
    return of64(customerId.getBytes(UTF_8));
  }

  /** Returns the hash of a customer id given as UTF-8 bytes; all 64 bits are unsigned. */
  public long of64(byte[] customerId) {
    return ByteBuffer.wrap(mac.doFinal(customerId)).getLong();
  }

  /** Returns the bucket of a hash, \(\lfloor 10000 h / 2^{64} \rfloor\): 0 to 9,999. */
  public static int bucket(long hash) {
    return (int) scaled(hash, BUCKETS);
  }

  /** Returns \(\lfloor s h / 2^{64} \rfloor\) for unsigned \(h\), exactly. */
  static long scaled(long hash, long scale) {
    // multiplyHigh is signed: a hash with the top bit set counts as h - 2^64, so add the scale back
    return Math.multiplyHigh(hash, scale) + ((hash >> (Long.SIZE - 1)) & scale);
  }
}
