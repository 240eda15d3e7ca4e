// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.segment.Segment;
import java.util.Locale;

/**
 * Who is held out of marketing during one epoch, that is, under one salt and one share.
 *
 * <p>Every customer has a hash \(h\), see {@link AssignmentHash}. In hash mode the bucket of the
 * hash decides alone ({@link #byHash}); nothing has to be remembered, and shares are only near
 * \(p\). In stratified mode the customers not yet assigned are taken by segment in the order of
 * \(h\), and {@link #stratum} gives each stratum exactly its share; assignments must be kept.
 *
 * <p>The salt is a secret: who knows it can foretell assignments.
 */
public final class ControlGroup {
  private final String salt;
  private final ControlShare share;
  private final int controlBuckets;

  private ControlGroup(String salt, ControlShare share) {
    this.salt = salt;
    this.share = share;
    long perBucket = ControlShare.UNIT / AssignmentHash.BUCKETS;
    // a bucket number is whole, so "below 10,000 p" is "below the next whole number"
    this.controlBuckets = (int) ((share.billionths() + perBucket - 1) / perBucket);
  }

  /**
   * Returns the control group of an epoch.
   *
   * @param salt the epoch's secret, not empty
   * @param share the share of customers in control
   */
  public static ControlGroup of(String salt, ControlShare share) {
    if (salt.isEmpty()) {
      throw new IllegalArgumentException("salt is empty");
    }
    return new ControlGroup(salt, share);
  }

  /** Returns the share of customers in control. */
  public ControlShare share() {
    return share;
  }

  /** Returns a new hash function of this epoch, to be used by one thread at a time. */
  public AssignmentHash newHash() {
    return AssignmentHash.of(salt);
  }

  /**
   * Returns the arm in hash mode: control if the bucket is below \(10000 p\).
   *
   * @param hash the hash of the customer, all 64 bits unsigned
   */
  public Arm byHash(long hash) {
    return AssignmentHash.bucket(hash) < controlBuckets ? Arm.CONTROL : Arm.TARGET;
  }

  /**
   * Returns the assignment of a stratum, which starts at a place of its own.
   *
   * @param segment the segment of this run that forms the stratum
   */
  public StratifiedAssignment stratum(Segment segment) {
    return stratum(segment.id());
  }

  StratifiedAssignment stratum(String id) {
    return new StratifiedAssignment(share, newHash().of64("stratum:" + id));
  }

  /** Returns the share; never the salt. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ControlGroup[share=%s]", share.toDouble());
  }
}
