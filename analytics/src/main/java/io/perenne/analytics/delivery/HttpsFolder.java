// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A web server that takes files by PUT.
 *
 * @param url where, with {@code {file}} for the file's name
 * @param authorization the value of the header of that name, if there is one
 * @param timeout how long one request may take, the upload included
 */
record HttpsFolder(String url, Optional<Secret> authorization, Duration timeout) {
  private static final Pattern SECRET =
      Pattern.compile("(?i)&[^=&]*(sig|token|key|secret|password|credential)[^=&]*=");

  HttpsFolder {
    if (!url.contains("{file}")) {
      throw new IllegalArgumentException("url does not contain {file}: " + where(url));
    }
    URI uri = URI.create(url.replace("{file}", "file"));
    requireSafe(uri);
    if (SECRET.matcher("&" + uri.getRawQuery()).find()) {
      throw new IllegalArgumentException(
          "url holds a key or a signature; settings hold no secret, use authorization");
    }
  }

  /** Returns an address without its query, which is nobody's business. */
  static String where(String address) {
    return address.replaceFirst("[?#].*", "");
  }

  /** Requires encryption, except on this machine itself, and no user in the address. */
  static void requireSafe(URI uri) {
    String host = String.valueOf(uri.getHost());
    boolean here = host.equals("localhost") || host.equals("127.0.0.1");
    if (!"https".equals(uri.getScheme()) && !(here && "http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("url is not https: " + uri.getScheme() + "://" + host);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url names a user; use authorization");
    }
  }

  URI uri(String name) {
    String encoded =
        java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
    return URI.create(url.replace("{file}", encoded));
  }
}
