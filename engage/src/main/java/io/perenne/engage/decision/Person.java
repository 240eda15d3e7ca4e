// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * Who is decided for, contacted and sent to.
 *
 * @param id the id of a customer of the run if one is known, else {@code profile:ID} of a live
 *     profile; chance is drawn by it
 */
public record Person(String id) {
  private static final String PROFILE = "profile:";

  /** Checks that there is an id. */
  public Person {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a person has an id");
    }
  }

  /** Returns the person that a run knows as a customer. */
  public static Person ofCustomer(String customerId) {
    return new Person(customerId);
  }

  /** Returns the person that only events know. */
  public static Person ofProfile(String profileId) {
    return new Person(PROFILE + profileId);
  }

  @Override
  public String toString() {
    return id;
  }
}
