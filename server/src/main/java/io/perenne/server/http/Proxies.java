// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.perenne.server.ui.frame.Origin;
import io.perenne.server.ui.frame.PageGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Believes what trusted proxies say of a request: the header {@code Forwarded}, else {@code
 * X-Forwarded-For}, {@code -Proto} and {@code -Host}. What others write there is not looked at.
 *
 * <p>Of several addresses, the last that is no trusted proxy is the browser's: those before it may
 * have been made up.
 */
final class Proxies implements PageGroup {
  private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|([^\";,\\s]*))");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");

  /** No address is longer. */
  private static final int LONGEST = 45;

  private final AddressRanges trusted;

  Proxies(AddressRanges trusted) {
    this.trusted = trusted;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::note);
  }

  /** What one proxy says of whom it was asked by. */
  private record Hop(String address, Optional<String> proto, Optional<String> host) {}

  private void note(Context request) {
    Origin direct = Origin.direct(request);
    if (!trusted.contain(direct.address())) {
      Origin.is(request, direct);
      return;
    }
    List<Hop> hops = hops(request);
    for (int i = hops.size() - 1; i >= 0; i--) {
      if (i == 0 || !trusted.contain(hops.get(i).address())) {
        Origin.is(request, origin(hops.get(i), direct));
        return;
      }
    }
    Origin.is(request, direct);
  }

  private static Origin origin(Hop hop, Origin direct) {
    return new Origin(
        hop.address().isEmpty() ? direct.address() : hop.address(),
        hop.proto().map("https"::equalsIgnoreCase).orElse(direct.secure()),
        hop.host().filter(host -> HOST.matcher(host).matches()).orElse(direct.host()));
  }

  private static List<Hop> hops(Context request) {
    String forwarded = request.header("Forwarded");
    if (forwarded != null) {
      return parts(forwarded).stream().map(Proxies::hop).toList();
    }
    Optional<String> proto = last(request.header("X-Forwarded-Proto"));
    Optional<String> host = last(request.header("X-Forwarded-Host"));
    String addresses = request.header("X-Forwarded-For");
    if (addresses == null) {
      return List.of(new Hop("", proto, host));
    }
    List<Hop> hops = new ArrayList<>();
    parts(addresses).forEach(part -> hops.add(new Hop(bare(part), proto, host)));
    return hops;
  }

  private static Hop hop(String element) {
    Map<String, String> pairs = new HashMap<>();
    Matcher pair = PAIR.matcher(element);
    while (pair.find()) {
      String quoted = pair.group(2);
      pairs.put(pair.group(1).toLowerCase(Locale.ROOT), quoted == null ? pair.group(3) : quoted);
    }
    return new Hop(
        bare(pairs.getOrDefault("for", "")),
        Optional.ofNullable(pairs.get("proto")),
        Optional.ofNullable(pairs.get("host")));
  }

  private static List<String> parts(String header) {
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Optional<String> last(@Nullable String header) {
    List<String> all = header == null ? List.of() : parts(header);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * Returns an address without brackets and port; a text that is none stays as it is, cut short.
   */
  private static String bare(String text) {
    String address =
        text.startsWith("[")
            ? text.replaceFirst("^\\[([^\\]]*)\\].*", "$1")
            : text.replaceFirst("^([^:]*):[0-9]+$", "$1");
    String plain = address.replaceAll("[^A-Za-z0-9.:_-]", "");
    return plain.substring(0, Math.min(LONGEST, plain.length()));
  }
}
