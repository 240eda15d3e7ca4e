// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Changes;
import io.perenne.server.ui.frame.ReaderNumbers;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change as people read it.
 *
 * @param position its place
 * @param happened since when
 * @param who whom the shop knows the person as, else the id of the profile
 * @param segment whether it is a change of the segment; else of the value
 * @param cause the code of the cause
 * @param properties what it was and what it is
 */
public record ChangeLine(
    long position,
    Instant happened,
    String who,
    boolean segment,
    String cause,
    Map<String, @Nullable Object> properties) {

  /** Returns a change that is kept. */
  static ChangeLine of(Changes.Kept change) {
    Map<String, @Nullable Object> message = Json.own(change.body());
    Map<String, @Nullable Object> properties =
        message.get("properties") instanceof Map<?, ?> map
            ? Json.own(Json.text(map))
            : Map.<String, @Nullable Object>of();
    return new ChangeLine(
        change.position(),
        change.happened(),
        message.get("userId") instanceof String user ? user : change.profile(),
        change.name().equals("Segment Changed"),
        String.valueOf(properties.get("cause")),
        properties);
  }

  /** Returns what it was. */
  public String before(Language language, ReaderNumbers numbers) {
    return text(segment ? "previous_segment" : "previous_value", language, numbers);
  }

  /** Returns what it is. */
  public String after(Language language, ReaderNumbers numbers) {
    return text(segment ? "segment" : "value", language, numbers);
  }

  private String text(String name, Language language, ReaderNumbers numbers) {
    @Nullable Object value = properties.get(name);
    if (value instanceof Number number) {
      return numbers.cents(number.doubleValue());
    }
    return value instanceof String id
        ? Segment.find(id).map(each -> each.label(language)).orElse(id)
        : ReaderNumbers.ABSENT;
  }
}
