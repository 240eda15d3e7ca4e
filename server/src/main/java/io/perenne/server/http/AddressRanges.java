// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Ranges of network addresses, such as {@code 10.0.0.0/8} or {@code ::1}. */
public final class AddressRanges {
  /** No address. */
  public static final AddressRanges NONE = new AddressRanges(List.of());

  private final List<Range> ranges;

  private AddressRanges(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * Returns the ranges of some texts.
   *
   * @param texts each an address, or an address and the number of its bits that count
   * @throws IllegalArgumentException with the text that is neither
   */
  public static AddressRanges of(List<String> texts) {
    return new AddressRanges(texts.stream().map(AddressRanges::range).toList());
  }

  /** Bytes that begin with so many bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Range(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      int mask = 0xff << (Byte.SIZE - rest) & 0xff;
      return Arrays.equals(address, 0, whole, other, 0, whole)
          && (rest == 0 || (address[whole] & mask) == (other[whole] & mask));
    }
  }

  private static Range range(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        bytes(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException(text));
    int most = address.length * Byte.SIZE;
    String given = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
    if (!given.matches("[0-9]{1,3}") || Integer.parseInt(given) > most) {
      throw new IllegalArgumentException(text);
    }
    return new Range(address, Integer.parseInt(given));
  }

  /** Returns whether an address is in one of the ranges; a text that is no address is in none. */
  public boolean contain(String address) {
    return bytes(address)
        .map(found -> ranges.stream().anyMatch(range -> range.contains(found)))
        .orElse(false);
  }

  /** Only what is written as an address is looked at: no name is looked up. */
  private static Optional<byte[]> bytes(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!bare.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")
        && !bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
