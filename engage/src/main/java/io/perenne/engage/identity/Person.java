// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One profile while evidence is taken; after a merge it points to the one that went on. */
final class Person {
  private static final int ID_BYTES = 10;

  private final Evidence founder;
  private final String id;
  private final Set<Identifier> identifiers = new LinkedHashSet<>();
  private @Nullable Person next;
  private int merges;

  /**
   * Makes one.
   *
   * @param founder the first evidence of it
   * @param salt keeps apart those whom one event has founded
   */
  Person(Evidence founder, String salt) {
    this.founder = founder;
    id = "p" + hash(founder.event() + "\n" + salt);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String id() {
    return id;
  }

  Evidence founder() {
    return founder;
  }

  Set<Identifier> identifiers() {
    return identifiers;
  }

  int merges() {
    return merges;
  }

  /** Returns the one that went on after all merges. */
  Person last() {
    Person person = this;
    while (person.next != null) {
      person = person.next;
    }
    return person;
  }

  /** Takes over all that another one has. */
  void absorb(Person other) {
    identifiers.addAll(other.identifiers);
    merges += other.merges + 1;
    other.identifiers.clear();
    other.next = this;
  }
}
