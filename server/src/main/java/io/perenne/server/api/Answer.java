// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered.
 *
 * @param status of HTTP
 * @param type the media type
 * @param headers those beside it
 * @param body as text; empty if it was sent already
 */
record Answer(int status, String type, Map<String, String> headers, String body) {
  static final String JSON = "application/json";

  /** What was written to the request itself. */
  static final Answer SENT = new Answer(0, "", Map.of(), "");

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(JsonNode body) {
    return of(200, body);
  }

  static Answer of(int status, JsonNode body) {
    return new Answer(status, JSON, Map.of(), Wire.text(body));
  }

  static Answer file(String type, String name, String body) {
    return new Answer(
        200, type, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""), body);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, more, body);
  }
}
