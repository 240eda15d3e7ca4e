// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldWords;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why rows could not be read, as a file of rejects says it in English, in other languages. */
final class RejectReasons {
  /** What stands for the arguments while a pattern is made; no text has it. */
  private static final String ARGUMENT = "\u0001";

  private static final List<Reason> KNOWN =
      Texts.keys("reject.").stream().sorted().map(Reason::of).toList();

  private static final List<String> FIELDS =
      List.of(
          "time",
          "amount",
          "quantity",
          "price",
          "customer",
          "order",
          "margin",
          "cost",
          "consent",
          "consent-time",
          "currency");

  private RejectReasons() {}

  /**
   * A sentence with places for its arguments.
   *
   * @param key of its text
   * @param pattern in English
   */
  private record Reason(String key, Pattern pattern) {
    static Reason of(String key) {
      Object[] arguments = new Object[Texts.arguments(key)];
      Arrays.fill(arguments, ARGUMENT);
      String text = Texts.message(key, arguments).in(Language.EN);
      String pattern =
          Arrays.stream(text.split(ARGUMENT, -1))
              .map(Pattern::quote)
              .collect(Collectors.joining("(.+)"));
      return new Reason(key, Pattern.compile(pattern));
    }

    Optional<Labelled> read(String english) {
      Matcher found = pattern.matcher(english);
      if (!found.matches()) {
        return Optional.empty();
      }
      List<Object> arguments = new ArrayList<>();
      for (int i = 1; i <= found.groupCount(); i++) {
        arguments.add(argument(found.group(i)));
      }
      Message message = Texts.message(key, arguments.toArray());
      return Optional.of(message::in);
    }
  }

  /** The name of a field in every language; anything else as it stands. */
  private static Object argument(String english) {
    return FIELDS.stream()
        .map(FieldWords::of)
        .filter(word -> word instanceof Message name && name.in(Language.EN).equals(english))
        .findFirst()
        .orElse(english);
  }

  /** Returns a reason in every language; one that is not known stays as it is. */
  static Labelled of(String english) {
    return KNOWN.stream()
        .flatMap(each -> each.read(english).stream())
        .findFirst()
        .orElse(language -> english);
  }
}
