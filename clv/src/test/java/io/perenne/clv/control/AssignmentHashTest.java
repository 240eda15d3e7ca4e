// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentHashTest {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  // Published vectors, so that others can recompute an assignment; they agree with
  // printf %s ID | openssl dgst -sha256 -hmac clv-demo-salt-2025
  @ParameterizedTest
  @CsvSource({
    "C001, 6be50480317f7259, 4214",
    "C002, def6b7380e2a4206, 8709",
    "C008, e5927459325eed80, 8967",
    "ñandú-7, 22a0105a270acc62, 1352"
  })
  void of64_publishedVectors(String id, String hash, int bucket) {
    long h = AssignmentHash.of("clv-demo-salt-2025").of64(id);

    assertThat(Long.toHexString(h)).isEqualTo(hash);
    assertThat(AssignmentHash.bucket(h)).isEqualTo(bucket);
  }

  @Property
  void bucket_isExactFloor(@ForAll long hash) {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(hash));
    BigInteger expected = unsigned.multiply(BigInteger.valueOf(10_000)).divide(TWO_TO_64);

    assertThat(AssignmentHash.bucket(hash)).isEqualTo(expected.intValueExact());
  }

  @Property
  void scaled_isExactFloor(@ForAll long hash, @ForAll @LongRange(min = 0) long scale) {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(hash));
    BigInteger expected = unsigned.multiply(BigInteger.valueOf(scale)).divide(TWO_TO_64);

    assertThat(AssignmentHash.scaled(hash, scale)).isEqualTo(expected.longValueExact());
  }
}
