// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import io.perenne.server.action.GivenKeys;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the messages of a journey say, and refuses whatever it does not know. */
public final class ContentFile {
  private static final String CALL_TO_ACTION = "call-to-action";
  private static final String BODY = "body";

  private ContentFile() {}

  /**
   * Reads the text of a file.
   *
   * @param file its name, for what is wrong with it
   * @param journey the id of the journey
   * @param variables those that may stand in texts
   * @return the contents by their name within the journey, in the order of the file
   * @throws InputException with everything that is wrong with it
   */
  public static Map<String, Content> read(
      String file, String journey, String text, Variables variables) {
    GivenKeys root = GivenKeys.read(file, text);
    Map<String, Content> contents = new LinkedHashMap<>();
    for (String name : root.names()) {
      if (GivenKeys.isId(name)) {
        contents.put(
            name, new Content(journey + "/" + name, channels(root.below(name), variables)));
      } else {
        root.wrongAt(name, Words.message("content.name"), name);
      }
    }
    if (root.names().isEmpty()) {
      root.wrong(Words.message("contents.none"), "");
    }
    root.finish();
    return contents;
  }

  private static Map<Channel, Map<Language, Map<String, String>>> channels(
      GivenKeys keys, Variables variables) {
    keys.only(Arrays.stream(Channel.values()).map(Channel::code).toArray(String[]::new));
    Map<Channel, Map<Language, Map<String, String>>> channels = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      if (keys.has(channel.code())) {
        channels.put(channel, languages(channel, keys.below(channel.code()), variables));
      }
    }
    if (keys.names().isEmpty()) {
      keys.wrong(Words.message("content.channel"), "");
    }
    return channels;
  }

  private static Map<Language, Map<String, String>> languages(
      Channel channel, GivenKeys keys, Variables variables) {
    keys.only(Arrays.stream(Language.values()).map(Language::code).toArray(String[]::new));
    Map<Language, Map<String, String>> languages = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      if (keys.has(language.code())) {
        languages.put(language, fields(channel, keys.below(language.code()), variables));
      } else {
        keys.wrongAt(language.code(), Words.message("text.both"), "");
      }
    }
    return languages;
  }

  /** Returns the fields that a channel needs. */
  private static List<String> needed(Channel channel) {
    return switch (channel) {
      case EMAIL -> List.of("subject", "preview", BODY);
      case SMS -> List.of("text");
      case PUSH, WEB -> List.of("title", "text");
      case CALL, STORE -> List.of("who", "why", "say", "offer", "avoid");
    };
  }

  private static Map<String, String> fields(Channel channel, GivenKeys keys, Variables variables) {
    List<String> needed = needed(channel);
    boolean leads = channel == Channel.EMAIL || channel == Channel.WEB;
    keys.only(
        leads
            ? Stream.concat(needed.stream(), Stream.of(CALL_TO_ACTION)).toArray(String[]::new)
            : needed.toArray(String[]::new));
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : needed) {
      field(keys, field, variables).ifPresent(text -> fields.put(field, text));
    }
    if (leads && keys.has(CALL_TO_ACTION)) {
      GivenKeys call = keys.below(CALL_TO_ACTION).only("text", "link");
      field(call, "text", variables).ifPresent(text -> fields.put(CALL_TO_ACTION + ".text", text));
      Optional<String> link = field(call, "link", variables);
      link.ifPresent(
          text -> {
            Template.checkLink(call, "link", text);
            fields.put(CALL_TO_ACTION + ".link", text);
          });
    }
    return fields;
  }

  private static Optional<String> field(GivenKeys keys, String field, Variables variables) {
    String text = keys.required(field, "").strip();
    if (text.isEmpty()) {
      if (keys.has(field)) {
        keys.wrongAt(field, Words.message("text.empty"), "");
      }
      return Optional.empty();
    }
    if (field.equals(BODY)) {
      Template.checkHtml(keys, field, text);
    } else if (text.contains("\n")) {
      keys.wrongAt(field, Words.message("text.line"), "");
    }
    Template.check(keys, field, text, variables);
    return Optional.of(text);
  }
}
