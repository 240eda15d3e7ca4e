// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.segment.Segment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlGroupTest {
  private static final String SALT = "clv-demo-salt-2025";

  @Property
  void stratum_neverAWholeCustomerOff(
      @ForAll long start,
      @ForAll @LongRange(max = 500_000_000) long billionths,
      @ForAll @IntRange(max = 500) int customers) {
    ControlShare share = new ControlShare(billionths);
    StratifiedAssignment stratum = new StratifiedAssignment(share, start);
    int control = 0;
    for (int position = 0; position < customers; position++) {
      control += stratum.arm(position) == Arm.CONTROL ? 1 : 0;
      double wanted = share.toDouble() * (position + 1);
      // both ends are open; the tolerance is that of the double on the right
      assertThat(Math.abs(control - wanted)).isLessThan(1 + 1e-12);
    }
  }

  /** The definition of the assignment in exact decimals, without any rearrangement. */
  @Property
  void arm_isTheExactFormula(
      @ForAll long start,
      @ForAll @LongRange(max = 500_000_000) long billionths,
      @ForAll @LongRange(max = 10_000_000_000L) long position) {
    BigDecimal u =
        new BigDecimal(new BigInteger(Long.toUnsignedString(start)))
            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(64)));
    BigDecimal p = BigDecimal.valueOf(billionths, 9);
    BigDecimal c = BigDecimal.valueOf(position);
    BigDecimal before = c.multiply(p).add(u).setScale(0, RoundingMode.FLOOR);
    BigDecimal after = c.add(BigDecimal.ONE).multiply(p).add(u).setScale(0, RoundingMode.FLOOR);

    assertThat(new StratifiedAssignment(new ControlShare(billionths), start).arm(position))
        .isEqualTo(after.compareTo(before) > 0 ? Arm.CONTROL : Arm.TARGET);
  }

  @Test
  void stratum_startsWhereItsOwnHashSays() {
    // printf %s stratum:01 | openssl dgst -sha256 -hmac clv-demo-salt-2025 (02 likewise), the first
    // sixteen digits over 2^64 give u; with p = 0.1 the first control is at ceil((1 - u) / p) - 1
    ControlGroup group = ControlGroup.of(SALT, ControlShare.of(0.1));

    assertThat(firstControl(group.stratum(Segment.TOP_OUTLIER))).isEqualTo(2);
    assertThat(firstControl(group.stratum(Segment.LOYAL_VIP))).isEqualTo(9);
  }

  private static int firstControl(StratifiedAssignment stratum) {
    int position = 0;
    while (stratum.arm(position) == Arm.TARGET) {
      position++;
    }
    return position;
  }

  @Test
  void arm_isOffWithoutAShare() {
    StratifiedAssignment stratum =
        ControlGroup.of(SALT, ControlShare.of(0)).stratum(Segment.INACTIVE);
    for (int position = 0; position < 1_000; position++) {
      assertThat(stratum.arm(position)).isEqualTo(Arm.TARGET);
    }
  }

  @Test
  void arm_impossiblePositionIsRefused() {
    StratifiedAssignment stratum = new StratifiedAssignment(ControlShare.of(0.1), 0);
    assertThatThrownBy(() -> stratum.arm(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("position is not in [0, 10^10]: -1");
  }

  // p, the last control bucket and the first target bucket; 0.07 * 10000 is not 700 in doubles
  @ParameterizedTest
  @CsvSource({
    "0.1, 999, 1000",
    "0.07, 699, 700",
    "0.0001, 0, 1",
    "0.00015, 1, 2",
    "0.5, 4999, 5000"
  })
  void byHash_isControlBelowTheShare(double share, int control, int target) {
    ControlGroup group = ControlGroup.of(SALT, ControlShare.of(share));

    assertThat(group.byHash(hashInBucket(control))).isEqualTo(Arm.CONTROL);
    assertThat(group.byHash(hashInBucket(target))).isEqualTo(Arm.TARGET);
  }

  @Test
  void byHash_ofThePublishedVectors() {
    // C001 is in bucket 4214, C008 in 8967
    ControlGroup group = ControlGroup.of(SALT, ControlShare.of(0.5));
    AssignmentHash hash = group.newHash();

    assertThat(group.byHash(hash.of64("C001"))).isEqualTo(Arm.CONTROL);
    assertThat(group.byHash(hash.of64("C008"))).isEqualTo(Arm.TARGET);
  }

  private static long hashInBucket(int bucket) {
    BigInteger scaled = BigInteger.valueOf(bucket).shiftLeft(64);
    BigInteger tenThousand = BigInteger.valueOf(AssignmentHash.BUCKETS);
    return scaled.add(tenThousand).subtract(BigInteger.ONE).divide(tenThousand).longValue();
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "0.51", "NaN"})
  void share_outsideItsRangeIsRefused(double share) {
    assertThatThrownBy(() -> ControlShare.of(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("control share is not in [0, 0.5]: " + share);
  }

  @Test
  void share_isTheDecimalItPrintsAs() {
    assertThat(ControlShare.of(0.07).billionths()).isEqualTo(70_000_000);
    assertThat(ControlShare.of(0.07).toDouble()).isEqualTo(0.07);
    assertThat(ControlShare.of(0).isOff()).isTrue();
    assertThatThrownBy(() -> ControlShare.of(0.1234567891))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("control share has more than nine decimals: 0.1234567891");
  }

  @Test
  void toString_keepsTheSalt() {
    assertThat(ControlGroup.of(SALT, ControlShare.of(0.1)).toString())
        .isEqualTo("ControlGroup[share=0.1]");
    assertThatThrownBy(() -> ControlGroup.of("", ControlShare.of(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("salt is empty");
  }
}
