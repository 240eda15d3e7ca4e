// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The write key of a request, wherever its program puts it. */
final class SentKey {
  private static final String BASIC = "Basic ";
  private static final String NAME = "writeKey";

  /** Jitsu repeats the id of its key in each message, without the secret. */
  private static final String MASKED = ":***";

  private SentKey() {}

  /**
   * Returns the key that a request carries: as the user of Basic, in its body, in {@code
   * X-Write-Key}, or in its query; empty if there is none.
   *
   * @param headers its headers
   * @param query the parameters of its query
   * @param body what was sent
   * @throws RefusedException if two places hold different keys
   */
  static Optional<String> of(
      Headers headers, Function<String, Optional<String>> query, Map<String, @Nullable Object> body)
      throws RefusedException {
    Optional<String> basic = basic(headers.get("Authorization"));
    Optional<String> sent =
        text(body.get(NAME)).filter(key -> !key.endsWith(MASKED)).map(SentKey::secret);
    Optional<String> header = text(headers.get("X-Write-Key")).map(SentKey::secret);
    if (differ(basic, sent) || differ(basic, header) || differ(sent, header)) {
      throw new RefusedException(401, "the request carries two different write keys");
    }
    return basic.or(() -> sent).or(() -> header).or(() -> query.apply(NAME).flatMap(SentKey::text));
  }

  /** The headers of a request, each null if there is none. */
  interface Headers {
    @Nullable String get(String name);
  }

  private static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text
        ? Optional.of(text.strip()).filter(each -> !each.isEmpty())
        : Optional.empty();
  }

  /** What stands before the colon; some programs leave the colon out. */
  private static Optional<String> basic(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      String both =
          new String(
              Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      return text(Objects.requireNonNull(both.split(":", 2)[0]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Jitsu sends the id of a key before it. */
  private static String secret(String key) {
    return key.substring(key.lastIndexOf(':') + 1);
  }
}
