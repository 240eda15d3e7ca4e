// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an address on the internet that tells a network and not a household: of IPv4 all but
 * the last byte, of IPv6 the first 48 bits. Messages are kept with no more than that.
 */
final class NetworkPart {
  /** Where libraries and servers before this one write the address of a device. */
  private static final List<String> NAMES = List.of("ip", "request_ip", "requestIp");

  private static final Pattern IPV4 =
      Pattern.compile("(?:::ffff:)?([0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int KEPT_BYTES = 6;
  private static final int BYTES = 16;

  private NetworkPart() {}

  /** Shortens the addresses of a message: its own, and those of its context. */
  static void shorten(Map<String, @Nullable Object> message) {
    shortenHere(message);
    if (message.get("context") instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> context = new LinkedHashMap<>();
      given.forEach((name, value) -> context.put(String.valueOf(name), value));
      shortenHere(context);
      message.put("context", context);
    }
  }

  private static void shortenHere(Map<String, @Nullable Object> fields) {
    for (String name : NAMES) {
      if (fields.containsKey(name)) {
        Optional<String> rest =
            fields.get(name) instanceof String text ? ofAll(text) : Optional.empty();
        rest.ifPresentOrElse(text -> fields.put(name, text), () -> fields.remove(name));
      }
    }
  }

  /** Several addresses are those of the proxies on the way. Empty if one is none. */
  static Optional<String> ofAll(String text) {
    List<String> parts = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      Optional<String> part = of(each.strip());
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(String.join(", ", parts));
  }

  private static Optional<String> of(String address) {
    Matcher four = IPV4.matcher(address);
    if (four.matches()) {
      return Optional.of(four.group(1) + ".0");
    }
    if (!IPV6.matcher(address).matches()) {
      return Optional.empty(); // no name is looked up
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      if (bytes.length != BYTES) { // IPv4 within IPv6, in hexadecimal digits
        bytes[bytes.length - 1] = 0;
      } else {
        Arrays.fill(bytes, KEPT_BYTES, BYTES, (byte) 0);
      }
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
