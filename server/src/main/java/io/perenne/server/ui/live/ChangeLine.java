// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.profile.Change;
import io.perenne.server.change.AudienceFinder;
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
 * @param what {@code segment}, {@code value}, or that somebody has {@code entered} or {@code left}
 *     an audience
 * @param cause the code of the cause; empty if it has none of its own
 * @param properties what it was and what it is
 */
public record ChangeLine(
    long position,
    Instant happened,
    String who,
    String what,
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
        what(change.name()),
        properties.get("cause") instanceof String cause ? cause : "",
        properties);
  }

  private static String what(String name) {
    return switch (name) {
      case Change.SEGMENT -> "segment";
      case AudienceFinder.ENTERED -> "entered";
      case AudienceFinder.EXITED -> "left";
      default -> "value";
    };
  }

  /** Returns what it was. */
  public String before(Language language, ReaderNumbers numbers) {
    return switch (what) {
      case "segment" -> text("previous_segment", language, numbers);
      case "left" -> audience();
      case "entered" -> ReaderNumbers.ABSENT;
      default -> text("previous_value", language, numbers);
    };
  }

  private String audience() {
    return String.valueOf(properties.get("audience_name"));
  }

  /** Returns what it is. */
  public String after(Language language, ReaderNumbers numbers) {
    return switch (what) {
      case "segment" -> text("segment", language, numbers);
      case "entered" -> audience();
      case "left" -> ReaderNumbers.ABSENT;
      default -> text("value", language, numbers);
    };
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
