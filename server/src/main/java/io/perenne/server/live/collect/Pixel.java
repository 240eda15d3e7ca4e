// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.javalin.http.Context;
import io.perenne.server.live.intake.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event in the address of an image, as mails send it. */
final class Pixel {
  private static final byte[] IMAGE =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
  private static final int DEEPEST = 8;

  private Pixel() {}

  /** Returns what an address says: {@code data} as JSON in Base64, or each field by its name. */
  static Map<String, @Nullable Object> read(Context request) {
    String data = request.queryParam("data");
    if (data != null) {
      return decoded(data);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    request
        .queryParamMap()
        .forEach((name, values) -> put(all, List.of(name.split("\\.", DEEPEST)), values.get(0)));
    return all;
  }

  private static Map<String, @Nullable Object> decoded(String data) {
    String plain = data.strip().replace(' ', '+').replace('-', '+').replace('_', '/');
    try {
      return Json.object(Base64.getMimeDecoder().decode(plain)).orElseGet(Map::of);
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  /** Puts {@code properties.subject} into the object {@code properties}. */
  private static void put(Map<String, @Nullable Object> into, List<String> path, String value) {
    String name = path.get(0);
    if (path.size() == 1) {
      into.putIfAbsent(name, value);
      return;
    }
    Map<String, @Nullable Object> within = new LinkedHashMap<>();
    if (into.get(name) instanceof Map<?, ?> known) {
      known.forEach((key, each) -> within.put(String.valueOf(key), each));
    }
    put(within, path.subList(1, path.size()), value);
    into.put(name, within);
  }

  static void answer(Context request) {
    request.status(200).contentType("image/gif").result(IMAGE);
  }
}
