// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.https;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A web server that takes files by PUT.
 *
 * @param url where, with {@code {file}} for the file's name and without a query
 * @param query what stands behind the question mark of an address, if anything does; a secret
 *     because nobody can tell whether it holds a key or a signature
 * @param authorization the value of the header of that name, if there is one
 * @param timeout how long one request may take, the upload included
 */
public record HttpsFolder(
    String url, Optional<Secret> query, Optional<Secret> authorization, Duration timeout) {
  public HttpsFolder {
    if (url.matches("(?s).*[?#].*")) {
      throw new IllegalArgumentException(
          "url has a ? or #; what stands behind ? may be a secret: give it by the key query, as "
              + Secret.ALLOWED);
    }
    requireSafe(parse(url.replace("{file}", "file")));
    if (!url.contains("{file}")) {
      throw new IllegalArgumentException("url does not contain {file}");
    }
  }

  /** Returns an address without its query, which may hold credentials. */
  public static String where(String address) {
    return address.replaceFirst("(?s)[?#].*", "");
  }

  /** Reads an address; one that cannot be read is not repeated, for it may hold a password. */
  public static URI parse(String address) {
    try {
      return new URI(address);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(
          "url is not an address: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  /** Requires encryption, except on this machine itself, and no user or query in the address. */
  public static void requireSafe(URI uri) {
    // a host that cannot be read as one may hide a user
    if (uri.getRawUserInfo() != null
        || String.valueOf(uri.getRawSchemeSpecificPart()).matches("[^/]*@.*|//[^/]*@.*")) {
      throw new IllegalArgumentException("url names a user; use authorization");
    }
    String host = String.valueOf(uri.getHost());
    boolean here = host.equals("localhost") || host.equals("127.0.0.1");
    if (!"https".equals(uri.getScheme()) && !(here && "http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("url is not https: " + uri.getScheme() + "://" + host);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("url has a ? or #");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("url names no host");
    }
  }

  /** Returns the address of a file, for people. */
  String location(String name) {
    return url.replace(
        "{file}", URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /**
   * Returns the address of a file with its query.
   *
   * @throws DeliveryFailedException if the query is not there or cannot be part of an address
   */
  URI uri(String name, Secret.Sources sources) {
    Optional<String> behind =
        query.map(secret -> secret.reveal(Texts.message("secret.query"), sources).strip());
    try {
      return parse(location(name) + behind.map(text -> "?" + text).orElse(""));
    } catch (IllegalArgumentException e) {
      throw DeliveryFailedException.lasting(Texts.message("delivery.http.query"), null);
    }
  }
}
